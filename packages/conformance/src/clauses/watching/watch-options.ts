import type { WatchOptions } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import { openWatchReader } from "../../harness/watch-reader.js";

const OPTIONS = { faces: "store", needs: ["watch"] } as const;

// In the byte order of UTF-8, which UTF-16 does not share: U+1F600 comes behind U+FFFF.
const KEYS = ["A", "a", "a/1", "a/2", "b", "\uffff", "\u{1f600}", "\u{10ffff}"];

const RANGES: readonly (readonly [options: WatchOptions, keys: readonly string[]])[] = [
  [{}, KEYS],
  [{ keys: ["b", "a", "none"] }, ["a", "b"]],
  [{ keys: [] }, []],
  [{ prefix: "" }, KEYS],
  [{ prefix: "a" }, ["a", "a/1", "a/2"]],
  [{ prefix: "a/" }, ["a/1", "a/2"]],
  [{ prefix: "\u{10ffff}" }, ["\u{10ffff}"]],
  [{ from: "a/1" }, KEYS.slice(2)],
  [{ to: "b" }, KEYS.slice(0, 4)],
  [{ from: "b", to: "\u{1f600}" }, ["b", "\uffff"]],
];

const REFUSED: readonly unknown[] = [
  { keys: ["a"], prefix: "a" },
  { keys: ["a"], from: "a" },
  { keys: ["a"], to: "a" },
  { prefix: "a", from: "a" },
  { prefix: "a", to: "b" },
  { prefix: "\ud83d" },
  { prefix: 1 },
  { keys: "a" },
  { keys: [""] },
  { keys: Array.from({ length: 10_001 }, (_, index) => `${index}`) },
  { from: "" },
  { to: 5 },
  { initial: 1 },
  { signal: {} },
  { order: "key" },
  "all",
  null,
];

export const watchOptions: Group = {
  title: "What is watched",
  cases: [
    ...RANGES.map(([options, expected]) =>
      createCase(
        "KS-WATCH-1",
        `watch(${JSON.stringify(options)}) gives ${expected.length} of ${KEYS.length} keys, at first and as they change and go`,
        async ({ open }) => {
          const opened = await open();
          const store = opened.openKeyedStore<number>(fillNamespaceOptions({}));
          for (const key of KEYS) await store.register(key, 1);
          const [initial, changes] = [
            openWatchReader(store, { ...options, initial: true }),
            openWatchReader(store, options),
          ];
          const present = expected.length + (options.keys?.includes("none") === true ? 1 : 0);
          const items = (await initial.take(present)).filter(([key]) => key !== "none");
          same(
            items,
            expected.map((key) => [key, 1]),
            "the present state",
          );
          for (const key of KEYS) await store.register(key, 2);
          same(
            await changes.take(expected.length),
            expected.map((key) => [key, 2]),
            "what changed",
          );
          for (const key of KEYS) await store.delete(key);
          same(
            Object.fromEntries(await changes.take(expected.length)),
            Object.fromEntries(expected.map((key) => [key, undefined])),
            "what is gone",
          );
        },
        OPTIONS,
      ),
    ),
    ...REFUSED.map((options) =>
      createCase(
        "KS-WATCH-1",
        `watch(${JSON.stringify(options)?.slice(0, 60)}) is refused with the first item`,
        async ({ open }) => {
          const store = (await open()).openKeyedStore<number>(fillNamespaceOptions({}));
          const watch = openWatchReader(store, options as WatchOptions); // wrong on purpose
          await failsWith("INVALID_INPUT", () => watch.next(), "watch");
          same(await watch.next(), { done: true, value: undefined }, "what comes behind the error");
        },
        OPTIONS,
      ),
    ),
    createCase(
      "KS-WATCH-1",
      "it gives what other handles and stores of this process change, and nothing of other namespaces and owners",
      async ({ open }) => {
        const [one, other] = [await open(), await open()];
        const watch = openWatchReader(one.openKeyedStore<number>(fillNamespaceOptions({})));
        await other.openKeyedStore<number>(fillNamespaceOptions({ namespace: "beside" })).register("key", 1);
        await other.openKeyedStore<number>(fillNamespaceOptions({ owner: "beside" })).register("key", 2);
        await other.openKeyedStore<number>(fillNamespaceOptions({})).register("key", 3);
        same(await watch.take(1), [["key", 3]], "the first item");
        await other.owner("owner").clear();
        same(await watch.take(1), [["key", undefined]], "the item when the owner was cleared");
      },
      { ...OPTIONS, neighbours: "none" },
    ),
    createCase(
      "KS-ERR-2",
      "what does not tell of changes refuses a watch",
      async ({ open }) => {
        const watch = openWatchReader((await open()).openKeyedStore<number>(fillNamespaceOptions({})));
        await failsWith("UNSUPPORTED", () => watch.next(), "watch");
      },
      { faces: "store", needs: ["no-watch"] },
    ),
  ],
};
