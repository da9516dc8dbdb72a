import { createHash } from "node:crypto";
import { createMemoryFront } from "keyed-store";
import { readText } from "../http/read-fields.mjs";

const DAY_MS = 86_400_000;

/**
 * A chatty source that repeats itself, where a message handled twice is a nuisance and one not handled is a fault. So it fails
 * open: where the store cannot say, the message is handled, and memory keeps this process from doing so twice. What
 * is in the store is in memory before the first message comes.
 *
 * @type {import("../plugin.js").Plugin}
 */
export default {
  id: "feed",
  async start({ state }) {
    const counts = { warmed: 0, fresh: 0, duplicates: 0, failedOpen: 0, notStored: 0 };
    /** @type {import("keyed-store").KeyedStore<{ seenAt: number }>} */
    const seen = state.openKeyedStore({ namespace: "seen", maxEntries: 10_000, defaultTtlMs: DAY_MS });
    const front = createMemoryFront(seen, { maxEntries: 1000, onError: () => void counts.notStored++ });
    counts.warmed = await front.warmup().catch(() => 0);

    return {
      counts,
      actions: {
        async message(body) {
          const fresh = body["id"] === "" || (await isFresh(readText(body, "account"), readText(body, "id")));
          if (fresh) counts.fresh++;
          else counts.duplicates++;
          return { body: { fresh } };
        },
      },
      stop: () => front.flush(),
    };

    /**
     * @param {string} account
     * @param {string} id
     */
    async function isFresh(account, id) {
      const key = createHash("sha256").update(`${account}\0${id}`).digest("hex").slice(0, 32);
      if (front.peek(key) !== undefined) return false;
      const value = { seenAt: Date.now() };
      try {
        const fresh = await seen.registerIfAbsent(key, value);
        await front.lookup(key).catch(() => {}); // into memory, with the age and expiry it has
        return fresh;
      } catch {
        counts.failedOpen++;
        if (front.peek(key) !== undefined) return false;
        front.record(key, value);
        return true;
      }
    }
  },
};
