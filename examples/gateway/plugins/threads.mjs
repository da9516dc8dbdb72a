import { createMemoryFront } from "keyed-store";
import { readOptionalText, readText } from "../http/read-fields.mjs";
import { joinKeyParts } from "../join-key-parts.mjs";

const DAY_MS = 86_400_000;

/**
 * In which threads the bot takes part: it answers there without being named. This is asked about every message, so it is
 * answered from memory, and writing it down must neither delay nor fail a reply. A mark that is lost costs one mention.
 *
 * @type {import("../plugin.js").Plugin}
 */
export default {
  id: "threads",
  start({ state }) {
    const counts = { recorded: 0, answered: 0, overheard: 0, notStored: 0 };
    const store = state.openKeyedStore({ namespace: "participation", maxEntries: 1000, defaultTtlMs: DAY_MS });
    const front = createMemoryFront(store, { maxEntries: 5000, onError: () => void counts.notStored++ });

    return {
      counts,
      actions: {
        replied(body) {
          front.record(readThreadKeys(body)[0], { agent: readOptionalText(body, "agent") ?? null });
          counts.recorded++;
          return { body: { recorded: true } };
        },
        async message(body) {
          const keys = readThreadKeys(body);
          const answers = keys.some((key) => front.peek(key) !== undefined) || (await isStored(keys));
          if (answers) counts.answered++;
          else counts.overheard++;
          return { body: { answers } };
        },
      },
      stop: () => front.flush(),
    };

    /**
     * Another instance may have replied. A store that fails is no reason to fail the message.
     *
     * @param {readonly string[]} keys
     */
    async function isStored(keys) {
      try {
        const found = await Promise.all(keys.map((key) => front.lookup(key)));
        return found.some((value) => value !== undefined);
      } catch {
        return false;
      }
    }
  },
};

/**
 * Not every event names the team, so a thread is looked for with and without.
 *
 * @param {import("../plugin.js").Fields} body
 * @returns {[string, ...string[]]}
 */
function readThreadKeys(body) {
  const [account, channel, thread] = [readText(body, "account"), readText(body, "channel"), readText(body, "thread")];
  const team = readOptionalText(body, "team");
  const plain = joinKeyParts(account, channel, thread);
  return team === undefined ? [plain] : [joinKeyParts(account, team, channel, thread), plain];
}
