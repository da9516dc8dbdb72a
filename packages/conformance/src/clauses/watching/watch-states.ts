import { same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import { openWatchReader } from "../../harness/watch-reader.js";
import { testWatchSeesFinalState } from "../../model/test-watch-sees-final-state.js";

const OPTIONS = { faces: "store", needs: ["watch"] } as const;

export const watchStates: Group = {
  title: "What a watch knows in the end",
  cases: [
    createCase(
      "KS-WATCH-2",
      "what is seen last is what is stored last, for readers of any pace, whatever happened and whatever the clock did",
      async (harness) => {
        const { size } = harness.host;
        for (let run = 0; run < Math.ceil(size.modelRuns / 10); run++)
          await testWatchSeesFinalState(harness, size.seed + run);
      },
      { ...OPTIONS, neighbours: "none" },
    ),
    createCase(
      "KS-WATCH-2",
      "thousands of entries are given, and given up, each once",
      async ({ open }) => {
        const store = (await open({ limits: { maxEntriesPerOwner: 5_000 } })).openKeyedStore<number>(
          fillNamespaceOptions({ maxEntries: 2_500 }),
        );
        const keys = Array.from({ length: 2_500 }, (_, index) => `${index}`);
        const write = (value: number): Promise<unknown> => Promise.all(keys.map((key) => store.register(key, value)));
        await write(1);
        const watch = openWatchReader(store, { initial: true });
        same(
          await watch.take(keys.length),
          keys.map((key) => [key, 1]),
          "the present state",
        );
        await write(2);
        same(
          await watch.take(keys.length),
          keys.map((key) => [key, 2]),
          "what changed",
        );
        await store.clear();
        same(new Set((await watch.take(keys.length)).map(([key]) => key)).size, keys.length, "what is gone");
        await store.register("last", 1);
        same(await watch.take(1), [["last", 1]], "the next item");
      },
      { ...OPTIONS, neighbours: "none" },
    ),
  ],
};
