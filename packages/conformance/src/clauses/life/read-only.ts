import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import type { Value } from "../../harness/harness.js";
import { collectEntries, listKeys, OPERATIONS, WRITES } from "../../harness/operations.js";

const ALONE = { neighbours: "none" } as const;

export const readOnly: Group = {
  title: "Read-only",
  cases: [
    createCase(
      "KS-LIFE-4",
      "a missing store cannot be opened read-only, and nothing is created",
      async ({ open, directory, host: { files } }) => {
        const missing = files.join(directory, "not", "there");
        await failsWith("OPEN_FAILED", () => open({ directory: missing, access: "read-only" }), "open");
        same(await files.listNames(directory), [], "what was created for a directory that is missing");
        await failsWith("OPEN_FAILED", () => open({ access: "read-only" }), "open");
        same(await files.listNames(directory), [], "what was created for a file that is missing");
      },
      { ...ALONE, faces: "store", needs: ["directory"] },
    ),
    createCase(
      "KS-LIFE-4",
      "a missing store of a service cannot be opened read-only, and is still missing then",
      async ({ open }) => {
        for (let time = 0; time < 2; time++)
          await failsWith("OPEN_FAILED", () => open({ access: "read-only" }), "open");
      },
      { ...ALONE, faces: "store", needs: ["service", "persistent"] },
    ),
    createCase(
      "KS-LIFE-4",
      "every read works on a read-only store",
      async ({ open, keyed, clock }) => {
        const writing = await open();
        for (const key of ["a", "b"]) await keyed(writing).register(key, key);
        await keyed(writing).register("expiring", 1, { ttlMs: 10 });
        const entries = (await keyed(writing).entries()).slice(0, 2);
        await writing.close();
        clock.advance(10);
        const store = await open({ access: "read-only" });
        const reading = keyed(store);
        same(await reading.entries(), entries, "entries");
        same(await reading.lookupMany(["a", "expiring", "b"]), ["a", undefined, "b"], "lookupMany");
        same(listKeys(await collectEntries(reading.iterate({ order: "key" }))), ["a", "b"], "iterate");
        same([await reading.count(), (await store.owner("owner").usage()).entries], [2, 2], "count and usage");
      },
      ALONE,
    ),
    createCase(
      "KS-LIFE-4",
      "every write on a read-only store is UNSUPPORTED and changes nothing",
      async ({ open, keyed }) => {
        const writing = await open();
        for (const key of ["a", "key"]) await keyed(writing).register(key, key);
        const entries = await keyed(writing).entries();
        await writing.close();
        const store = await open({ access: "read-only" });
        for (const operation of WRITES)
          await failsWith("UNSUPPORTED", () => OPERATIONS[operation]?.(keyed(store)), operation);
        const handle = store.openKeyedStore<Value>(fillNamespaceOptions());
        await failsWith("UNSUPPORTED", () => store.owner("owner").atomic().delete(handle, "a").commit());
        await failsWith("UNSUPPORTED", () => store.owner("owner").clear());
        await failsWith("UNSUPPORTED", () => store.sweepExpired(), "sweepExpired");
        same(await handle.entries(), entries, "the entries");
      },
      ALONE,
    ),
    createCase(
      "KS-LIFE-4",
      "read-only and read-write stores may be open together",
      async ({ open, keyed }) => {
        const writing = keyed(await open());
        await writing.register("key", 1);
        const reading = keyed(await open({ access: "read-only" }));
        same(await reading.lookup("key"), 1, "the value");
        await writing.register("key", 2);
        same(await reading.lookup("key"), 2, "the value after it was written again");
        await failsWith("UNSUPPORTED", () => reading.register("key", 3), "register");
        await writing.register("key", 4);
        same(await reading.lookup("key"), 4, "the value in the end");
      },
      ALONE,
    ),
  ],
};
