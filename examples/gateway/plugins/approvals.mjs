import { BadRequest, readOptionalWholeNumber, readText } from "../http/read-fields.mjs";
import { joinKeyParts } from "../join-key-parts.mjs";

const DAY_MS = 86_400_000;
const DECISIONS = ["allow", "deny"];

/**
 * Prompts that wait for a reaction. A reaction reads the prompt and leaves it there: only when the agent has taken the decision
 * is the prompt deleted, so a decision that did not get through can be made again. The agent may get one twice, and
 * knows it by its approval.
 *
 * @type {import("../plugin.js").Plugin}
 */
export default {
  id: "approvals",
  start({ state, tellAgent }) {
    const counts = { asked: 0, decided: 0, failed: 0, unknown: 0 };
    /** @type {import("keyed-store").KeyedStore<{ approval: string }>} */
    const prompts = state.openKeyedStore({ namespace: "prompts", maxEntries: 1000, defaultTtlMs: DAY_MS });

    return {
      counts,
      actions: {
        async ask(body) {
          const ttlMs = readOptionalWholeNumber(body, "ttlMs");
          await prompts.register(readPrompt(body), { approval: readText(body, "approval") }, { ttlMs });
          counts.asked++;
          return { body: { asked: true } };
        },
        async react(body) {
          const key = readPrompt(body);
          const decision = readDecision(body);
          const prompt = await prompts.lookupEntry(key);
          if (prompt === undefined) {
            counts.unknown++;
            return { status: 410, body: { outcome: "unknown" } };
          }
          const { approval } = prompt.value;
          try {
            await tellAgent("decision", { approval, decision });
          } catch (error) {
            counts.failed++;
            throw error;
          }
          // A new prompt may have come in the place of this one meanwhile; that one stays.
          await prompts.delete(key, { ifVersion: prompt.version });
          counts.decided++;
          return { body: { outcome: "decided", approval, decision } };
        },
      },
    };
  },
};

/** @param {import("../plugin.js").Fields} body */
function readPrompt(body) {
  return joinKeyParts(readText(body, "room"), readText(body, "message"));
}

/** @param {import("../plugin.js").Fields} body */
function readDecision(body) {
  const decision = readText(body, "decision");
  if (DECISIONS.includes(decision)) return decision;
  throw new BadRequest(`"decision" must be one of ${DECISIONS.join(", ")}`);
}
