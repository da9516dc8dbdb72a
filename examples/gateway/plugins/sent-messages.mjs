import { createMemoryFront } from "keyed-store";
import { readOptionalWholeNumber, readText } from "../http/read-fields.mjs";
import { joinKeyParts } from "../join-key-parts.mjs";

const DAY_MS = 86_400_000;

/**
 * Which messages are the bot's own, so that a reaction to one can be told from any other. A message counts for a day from
 * when it was sent, not from when it was recorded or looked up, so its own time is recorded with it.
 *
 * @type {import("../plugin.js").Plugin}
 */
export default {
  id: "sent-messages",
  start({ state }) {
    const counts = { sent: 0, own: 0, foreign: 0, notStored: 0 };
    /** @type {import("keyed-store").KeyedStore<{ sentAt: number }>} */
    const store = state.openKeyedStore({ namespace: "sent", maxEntries: 1000, defaultTtlMs: DAY_MS });
    const front = createMemoryFront(store, { maxEntries: 20_000, onError: () => void counts.notStored++ });

    return {
      counts,
      actions: {
        sent(body) {
          const sentAt = readOptionalWholeNumber(body, "at") ?? Date.now();
          front.record(readMessage(body), { sentAt }, { at: sentAt });
          counts.sent++;
          return { body: { recorded: true } };
        },
        async reaction(body) {
          const sent = await front.lookup(readMessage(body));
          if (sent === undefined) counts.foreign++;
          else counts.own++;
          return { body: { own: sent !== undefined, sentAt: sent?.sentAt ?? null } };
        },
      },
      stop: () => front.flush(),
    };
  },
};

/** @param {import("../plugin.js").Fields} body */
function readMessage(body) {
  return joinKeyParts(readText(body, "conversation"), readText(body, "message"));
}
