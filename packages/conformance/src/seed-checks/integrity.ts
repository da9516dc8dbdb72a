import type { StateStore } from "@keyed-store/core";
import { same } from "../assert/assert.js";
import type { Group } from "../case/case.js";
import { fillNamespaceOptions } from "../harness/fill-namespace-options.js";
import type { Harness, Value } from "../harness/harness.js";
import { listKeys } from "../harness/operations.js";
import { createRandom } from "../support/create-random.js";
import { checkDatabaseIntegrity } from "../under-test/check-database-integrity.js";
import { hasFiles } from "../under-test/has-files.js";
import { createCaseForForerunnerChecks, STORE } from "./create-case-for-forerunner-checks.js";
import { createMixedValue, listNumbersBelow } from "./values.js";

/** How many of each there were. */
const MIXED = { register: 793, lookup: 376, consume: 324, delete: 341, clear: 166 } as const;

/** All of them in an order that comes from a seed. */
function shuffleMixedOperations(seed: number): (keyof typeof MIXED)[] {
  const { below } = createRandom(seed);
  const all = Object.entries(MIXED).flatMap(([kind, count]) =>
    listNumbersBelow(count).map(() => kind as keyof typeof MIXED),
  );
  for (let last = all.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [all[last], all[other]] = [all[other] as keyof typeof MIXED, all[last] as keyof typeof MIXED]; // both are within
  }
  return all;
}

/** Whether the file is sound beneath an open store, by a copy: the file itself is the store's alone. */
async function expectIntegrityWhileOpen(
  { backend, host: { files }, afterTest }: Harness,
  store: StateStore,
): Promise<void> {
  if (backend.sqliteTools === undefined) return;
  const place = await files.createTemporaryDirectory();
  afterTest(() => files.removeDirectory(place));
  const copy = files.join(place, "copy.sqlite");
  await store.backup(copy);
  await checkDatabaseIntegrity(backend, copy);
}

export const integrity: Group = {
  title: "seed-checks: soundness of the file",
  cases: [
    createCaseForForerunnerChecks(
      "R2 INT 1-14",
      "KS-LIFE-1",
      "2,000 mixed operations, each with the right answer; sound while open; closed, nothing beside the file; opened again, all of it",
      async (harness) => {
        const { open, keyed, backend, host } = harness;
        const { below } = createRandom(30);
        const store = await open();
        const here = keyed(store, { maxEntries: 500 });
        const expected = new Map<string, unknown>();
        for (const [index, kind] of shuffleMixedOperations(2_000).entries()) {
          const key = `${below(40)}`;
          if (kind === "register") {
            await here.register(key, createMixedValue(index));
            expected.delete(key);
            expected.set(key, createMixedValue(index));
          } else if (kind === "lookup") same(await here.lookup(key), expected.get(key), `lookup ${index}`);
          else if (kind === "consume") same(await here.consume(key), expected.get(key), `consume ${index}`);
          else if (kind === "delete") same(await here.delete(key), expected.has(key), `delete ${index}`);
          else same(await here.clear(), expected.size, `clear ${index}`);
          if (kind === "clear") expected.clear();
          if (kind === "consume" || kind === "delete") expected.delete(key);
        }
        await expectIntegrityWhileOpen(harness, store);
        await store.close();
        if (hasFiles(backend)) same(await host.files.listFiles(harness.directory), ["state.sqlite"], "the files left");
        await checkDatabaseIntegrity(backend, store.databasePath);
        const again = await keyed(await open(), { maxEntries: 500 }).entries();
        same(
          again.map(({ key, value }) => [key, value]),
          [...expected],
          "the entries after reopening",
        );
      },
    ),
    createCaseForForerunnerChecks(
      "R2 INT 21-25",
      "KS-ATOM-3",
      "999 writes in one go, on the disk in their order",
      async ({ open, backend }) => {
        const store = await open();
        const options = fillNamespaceOptions<Value>({ maxEntries: 999 });
        const keyed = store.openKeyedStore<Value>(options);
        await Promise.all(listNumbersBelow(999).map((index) => keyed.register(`${index}`, index)));
        same(await keyed.count(), 999, "the number of entries");
        await store.close();
        await checkDatabaseIntegrity(backend, store.databasePath);
        const again = (await open()).openKeyedStore<Value>(options);
        same(listKeys(await again.entries()), listNumbersBelow(999).map(String), "the keys after reopening");
      },
      STORE,
    ),
    createCaseForForerunnerChecks(
      "R2 INT 26-30",
      "KS-LIFE-3",
      "five times closed and opened, sound each time",
      async ({ open, keyed, backend }) => {
        for (const round of listNumbersBelow(5)) {
          const store = await open();
          const here = keyed(store);
          same(await here.count(), round * 10, "the entries of the rounds before");
          for (const index of listNumbersBelow(10)) await here.register(`${round} ${index}`, index);
          await store.close();
          await checkDatabaseIntegrity(backend, store.databasePath);
        }
      },
    ),
  ],
};
