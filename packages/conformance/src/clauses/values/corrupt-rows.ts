import type { KeyedStore, StateStore } from "@keyed-store/core";
import { expectMentions, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { type Harness, NAMESPACE, OWNER, type Value } from "../../harness/harness.js";
import { collectEntries, requireEntry } from "../../harness/operations.js";
import { findLeakPaths } from "../../support/find-leak-paths.js";

const SECRET = "s3cr3t-in-a-damaged-row";

/** Entries `before`, `damaged` and `after`, the second of which no longer holds JSON. No store may be open. */
async function withDamage(harness: Harness): Promise<KeyedStore<Value>> {
  return harness.keyed(await openDamaged(harness));
}

async function openDamaged(harness: Harness): Promise<StateStore> {
  const store = await harness.open();
  const keyed = harness.keyed(store);
  for (const key of ["before", "damaged", "after"]) await keyed.register(key, key);
  await store.close();
  await harness.damageValue(store, "damaged", `{"broken": ${SECRET}`);
  return harness.open();
}

const OPTIONS = { needs: ["damage", "persistent"], neighbours: "none" } as const;

/** The operations that would give the value of the damaged row. */
const GIVING: Readonly<Record<string, (store: KeyedStore<Value>) => Promise<unknown>>> = {
  lookup: (store) => store.lookup("damaged"),
  lookupEntry: (store) => store.lookupEntry("damaged"),
  lookupMany: (store) => store.lookupMany(["before", "damaged"]),
  consume: (store) => store.consume("damaged"),
  update: (store) => store.update("damaged", () => "new"),
  modify: (store) => store.modify("damaged", () => ({ value: "new" })),
  increment: (store) => store.increment("damaged"),
  entries: (store) => store.entries(),
  iterate: (store) => collectEntries(store.iterate()),
};

export const corruptRows: Group = {
  title: "Damaged rows",
  cases: [
    createCase(
      "KS-VALUE-4",
      "what would give the value is CORRUPT, names the key, and leaves the row as it is",
      async (harness) => {
        const store = await withDamage(harness);
        for (const [operation, call] of Object.entries(GIVING)) {
          const error = await failsWith("CORRUPT", () => call(store), operation);
          expectMentions(error.message, ["damaged"], `the message of ${operation}`);
          same([error.owner, error.namespace], [OWNER, NAMESPACE], `owner and namespace of the error of ${operation}`);
          same(findLeakPaths(error, SECRET), [], `KS-ERR-3: where the error of ${operation} shows the row`);
        }
        same(await store.count(), 3, "the number of entries");
        same(await store.delete("damaged"), true, "whether the row is still there");
      },
      OPTIONS,
    ),
    createCase(
      "KS-VALUE-4",
      "no other key is affected",
      async (harness) => {
        const store = await withDamage(harness);
        same(await store.lookupMany(["before", "after"]), ["before", "after"], "the values of the others");
        const iterator = store.iterate()[Symbol.asyncIterator]();
        const first = await iterator.next();
        same(first.done === true ? undefined : first.value.value, "before", "what iterate gives until it gets there");
        await failsWith("CORRUPT", () => iterator.next(), "iterate");
        same(await store.consume("after"), "after", "what consuming another gives");
      },
      OPTIONS,
    ),
    createCase(
      "KS-VALUE-4",
      "what needs no value works on it",
      async (harness) => {
        const store = await withDamage(harness);
        same(await store.registerIfAbsent("damaged", 1), false, "registerIfAbsent");
        same(await store.compareAndSet("damaged", null, 1), false, "compareAndSet expecting absence");
        same(await store.touch("damaged", { ttlMs: 1000 }), true, "touch");
        same(await store.count(), 3, "count");
        await store.register("damaged", "sound again");
        same(await store.lookup("damaged"), "sound again", "the value after it was overwritten");
      },
      OPTIONS,
    ),
    createCase(
      "KS-RANGE-2",
      "a damaged row hinders nothing that reads no value",
      async (harness) => {
        const store = await withDamage(harness);
        same(await store.has("damaged"), true, "has");
        same(await store.keys(), ["before", "damaged", "after"], "keys");
        same(await store.keys({ prefix: "dam" }), ["damaged"], "keys of a prefix");
        same(await store.count({ from: "b", to: "e" }), 2, "count of a range");
        same(await store.clear({ prefix: "dam" }), 1, "clear of a prefix");
        same(await store.keys({ from: "a" }), ["after", "before"], "the keys that are left");
      },
      OPTIONS,
    ),
    createCase(
      "KS-VALUE-4",
      "a damaged row is evicted, swept, deleted and cleared like any other",
      async (harness) => {
        const first = await openDamaged(harness);
        const evicting = harness.keyed(first);
        await evicting.delete("before");
        for (let index = 0; index < 99; index++) await evicting.register(`filler ${index}`, index);
        same(await evicting.delete("damaged"), false, "whether the oldest row outlived its eviction");
        await evicting.clear();
        await first.close();

        const second = await openDamaged(harness);
        const swept = harness.keyed(second);
        await swept.touch("damaged", { ttlMs: 1 });
        harness.clock.advance(1);
        same(await swept.count(), 2, "the number of live entries once it expired");
        same(await second.sweepExpired(), { removed: 1, more: false }, "sweepExpired");
        await requireEntry(swept, "after");
        await second.close();

        const cleared = await withDamage(harness);
        same(await cleared.clear(), 3, "clear");
      },
      { ...OPTIONS, faces: "store" },
    ),
  ],
};
