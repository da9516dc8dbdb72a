import { ok, same } from "../assert/assert.js";
import type { Group } from "../case/case.js";
import { fillNamespaceOptions } from "../harness/fill-namespace-options.js";
import type { Value } from "../harness/harness.js";
import { listKeys } from "../harness/operations.js";
import type { HostFiles } from "../host/host-files.js";
import { createRandom } from "../support/create-random.js";
import { createCaseForForerunnerChecks, STORE } from "./create-case-for-forerunner-checks.js";
import { createMixedValue, listNumbersBelow } from "./values.js";

/** Sixty megabytes go through a namespace that holds three hundred kilobytes. */
const WRITES = 20_000;
const BYTES = 3_000;

/** The bytes of all files below a directory. */
async function measureDirectoryBytes(files: HostFiles, directory: string): Promise<number> {
  const names = await files.listFiles(directory);
  const sizes = await Promise.all(names.map(async (name) => (await files.read(files.join(directory, name))).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}

export const stress: Group = {
  title: "seed-checks: stress",
  cases: [
    createCaseForForerunnerChecks("R1 STR 1", "KS-ORDER-1", "1,000 writes one after another", async ({ openFresh }) => {
      const store = await openFresh({ maxEntries: 1_000 });
      for (const index of listNumbersBelow(1_000)) await store.register(`${index}`, index);
      same(listKeys(await store.entries()), listNumbersBelow(1_000).map(String), "the keys");
    }),
    createCaseForForerunnerChecks(
      "R1 STR 2",
      "KS-ATOM-1",
      "1,000 mixed operations, each with the right answer",
      async ({ openFresh }) => {
        const store = await openFresh({ maxEntries: 1_000 });
        const { below } = createRandom(2);
        const expected = new Map<string, unknown>();
        for (const index of listNumbersBelow(1_000)) {
          const kind = index % 10;
          const key = `${kind < 5 ? index : below(index + 1)}`;
          if (kind === 5 || kind === 6) {
            same(await store.lookup(key), expected.get(key), `lookup ${index}`);
          } else if (kind === 7) {
            same(await store.consume(key), expected.get(key), `consume ${index}`);
            expected.delete(key);
          } else {
            await store.register(key, createMixedValue(index));
            expected.set(key, createMixedValue(index));
          }
        }
        same(await store.count(), expected.size, "the number of entries");
      },
    ),
    createCaseForForerunnerChecks("R1 STR 3", "KS-ISO-1", "ten owners, 500 entries", async ({ open, keyed }) => {
      const store = await open();
      const all = listNumbersBelow(10).map((index) => keyed(store, { owner: `owner-${index}` }));
      for (const round of listNumbersBelow(50))
        for (const [index, each] of all.entries()) await each.register(`${round}`, [index, round]);
      same(
        await Promise.all(all.map((each) => each.count())),
        all.map(() => 50),
        "the entries of each",
      );
      same(await all[7]?.lookup("31"), [7, 31], "one of them");
    }),
    createCaseForForerunnerChecks(
      "R1 STR 4",
      "KS-TTL-2",
      "600 writes that expire under way",
      async ({ openFresh, clock }) => {
        const store = await openFresh({ maxEntries: 100, defaultTtlMs: 30 });
        for (const index of listNumbersBelow(600)) {
          await store.register(`${index}`, index);
          clock.advance(1);
        }
        same(
          listKeys(await store.entries()),
          listNumbersBelow(29).map((index) => `${571 + index}`),
          "the keys that live",
        );
      },
    ),
    createCaseForForerunnerChecks(
      "R1 STR 5",
      "KS-CAP-1",
      "what lies on the disk stays small while a full namespace is written to",
      async ({ openFresh, directory, host: { files } }) => {
        const store = await openFresh({ maxEntries: 100 });
        for (const index of listNumbersBelow(WRITES / 20))
          await Promise.all(
            listNumbersBelow(20).map((offset) => store.register(`${20 * index + offset}`, "x".repeat(BYTES))),
          );
        const bytes = await measureDirectoryBytes(files, directory);
        ok(bytes < (WRITES * BYTES) / 2, `100 entries of ${BYTES} bytes take ${bytes} bytes after ${WRITES} writes`);
      },
      { ...STORE, needs: ["files"] },
    ),
    createCaseForForerunnerChecks(
      "R1 STR 6",
      "KS-LIFE-3",
      "three times closed and opened with 300 entries",
      async ({ open, keyed }) => {
        for (const round of listNumbersBelow(3)) {
          const store = await open();
          const here = keyed(store, { maxEntries: 300 });
          same(await here.count(), round * 100, "the entries of the rounds before");
          await Promise.all(listNumbersBelow(100).map((index) => here.register(`${round} ${index}`, index)));
          await store.close();
        }
        same(await keyed(await open(), { maxEntries: 300 }).count(), 300, "all entries");
      },
    ),
    createCaseForForerunnerChecks(
      "R1 STR 7",
      "KS-PROBE-1",
      "a probe after a thousand operations: six steps, all well",
      async ({ open }) => {
        const store = await open();
        const keyed = store.openKeyedStore<Value>(fillNamespaceOptions({ maxEntries: 500 }));
        for (const index of listNumbersBelow(500)) await keyed.register(`${index}`, createMixedValue(index));
        for (const index of listNumbersBelow(500)) await keyed.consume(`${index}`);
        const { ok: isWell, steps } = await store.probe();
        same([isWell, steps.length, steps.filter((step) => step.ok).length], [true, 6, 6], "the probe");
      },
      STORE,
    ),
    createCaseForForerunnerChecks("R1 STR 9", "KS-VALUE-3", "fifty values of 58 KB", async ({ openFresh }) => {
      const store = await openFresh();
      const large = (index: number): unknown => ({ index, text: `${index}`.padEnd(58_000, "x") });
      for (const index of listNumbersBelow(50)) await store.register(`${index}`, large(index));
      same(
        (await store.entries()).every(({ value }, index) => JSON.stringify(value) === JSON.stringify(large(index))),
        true,
        "whether all came back",
      );
    }),
    createCaseForForerunnerChecks("R1 STR 10", "KS-ORDER-1", "999 entries listed", async ({ openFresh }) => {
      const store = await openFresh({ maxEntries: 999 });
      await Promise.all(listNumbersBelow(999).map((index) => store.register(`${index}`, index)));
      same(
        (await store.entries()).map(({ value }) => value),
        listNumbersBelow(999),
        "the values",
      );
    }),
  ],
};
