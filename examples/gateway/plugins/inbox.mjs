import { randomUUID } from "node:crypto";
import { createClaims } from "keyed-store";
import { readFieldsList, readText } from "../http/read-fields.mjs";

const WEEK_MS = 7 * 86_400_000;

/**
 * Events that must be handled once. One is claimed, handled and committed. If handling fails, the claim is given up; if the
 * process dies, it ends with its lease; either way the next delivery handles the event. A source therefore delivers
 * until it is answered with 200, and after a crash once more all that it cannot be sure of.
 *
 * @type {import("../plugin.js").Plugin}
 */
export default {
  id: "inbox",
  start({ state, tellAgent, instance, leaseMs }) {
    const counts = { handled: 0, duplicates: 0, inFlight: 0, failed: 0, lost: 0 };
    /** @type {import("keyed-store").Claims<{ run: string, by: string }>} */
    const claims = createClaims(
      state.openKeyedStore({
        namespace: "events",
        maxEntries: 50_000,
        defaultTtlMs: WEEK_MS,
        overflow: "reject-new",
      }),
    );

    return {
      counts,
      actions: {
        event: handle,
        async "catch-up"(body) {
          const outcomes = [];
          for (const event of readFieldsList(body, "events")) outcomes.push((await handle(event)).body);
          return { body: { outcomes } };
        },
      },
    };

    /**
     * @param {import("../plugin.js").Fields} body
     * @returns {Promise<import("../plugin.js").Answer>}
     */
    async function handle(body) {
      const id = readText(body, "id");
      const message = readText(body, "text");
      // Some sources know one event by several ids.
      const aliases = readFieldsList(body, "aliases").map((alias) => readText(alias, "id"));
      const result = await claims.claimMany([id, ...aliases], { leaseMs });
      if (result.status === "duplicate") {
        counts.duplicates++;
        return { body: { outcome: "duplicate", id, handled: result.entry.value } };
      }
      if (result.status === "in-flight") {
        counts.inFlight++;
        return createRetryLaterAnswer(id, "in-flight", Math.max(1, result.until - Date.now()));
      }
      const { claim } = result;
      const handled = { run: randomUUID(), by: instance };
      try {
        await tellAgent("event", { id, text: message, ...handled });
      } catch (error) {
        counts.failed++;
        await claim.release();
        throw error;
      }
      if (await claim.commit(handled)) {
        counts.handled++;
        return { body: { outcome: "handled", id, handled } };
      }
      // It took longer than the lease, and another one is at it or has done it.
      counts.lost++;
      return createRetryLaterAnswer(id, "lost", 1);
    }
  },
};

/**
 * @param {string} id
 * @param {string} outcome
 * @param {number} retryAfterMs
 * @returns {import("../plugin.js").Answer}
 */
function createRetryLaterAnswer(id, outcome, retryAfterMs) {
  return { status: 503, retryAfterMs, body: { outcome, id, retryAfterMs } };
}
