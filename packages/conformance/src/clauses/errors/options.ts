import type { KeyedStoreOptions, WriteOptions } from "@keyed-store/core";
import { expectMentions, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";

const ALONE = { faces: "store", neighbours: "none" } as const;

const WRONG_STORE: readonly (readonly [name: string, value: unknown])[] = [
  ["directory", ""],
  ["directory", 5],
  ["directory", "a\u0000b"],
  ["durability", "disk"],
  ["access", "rw"],
  ["thread", "side"],
  ["ownerOverflow", "drop"],
  ["busyTimeoutMs", -1],
  ["busyTimeoutMs", Number.NaN],
  ["busyTimeoutMs", "5000"],
  ["cacheBytes", -1],
  ["cacheBytes", 1.5],
  ["cacheBytes", "4 MiB"],
  ["strictPermissions", "yes"],
  ["clock", 5],
  ["onEvent", "log"],
  ["limits", 5],
  ["backend", 5],
  ["backend", []],
  ["backend", ""],
  ["providers", undefined],
  ["providers", {}],
  ["providers", [{}]],
];

const WRONG_LIMITS: readonly unknown[] = [
  { maxEntriesPerOwner: 0 },
  { maxEntriesPerOwner: 1.5 },
  { maxKeyBytes: 0 },
  { maxKeyBytes: Number.POSITIVE_INFINITY },
  { maxNamespaceBytes: -1 },
  { maxValueBytes: "1" },
  { maxDepth: Number.NaN },
  { maxEntryPerOwner: 5 },
];

export const options: Group = {
  title: "Options",
  cases: [
    createCase(
      "KS-ERR-3",
      "an option of the wrong kind is refused by name before anything is opened",
      async ({ open }) => {
        for (const [name, value] of WRONG_STORE) {
          expectMentions(
            (await failsWith("INVALID_INPUT", () => open({ [name]: value }), "open")).message,
            [name],
            `the message about ${name}`,
          );
        }
        for (const limits of WRONG_LIMITS)
          await failsWith("INVALID_INPUT", () => open({ limits: limits as object }), "open");
      },
      ALONE,
    ),
    createCase(
      "KS-ERR-3",
      "options that are no object are refused",
      async ({ open, openFresh }) => {
        const store = await open();
        for (const wrong of [undefined, null, "namespace", 5, []]) {
          await failsWith(
            "INVALID_INPUT",
            () => store.openKeyedStore(wrong as unknown as KeyedStoreOptions<unknown>),
            "open",
          );
        }
        const keyed = await openFresh();
        for (const wrong of [null, "5", 5, [], () => 1]) {
          await failsWith("INVALID_INPUT", () => keyed.register("key", 1, wrong as WriteOptions), "register");
          await failsWith("INVALID_INPUT", () => store.sweepExpired(wrong as object), "sweepExpired");
        }
      },
      ALONE,
    ),
    createCase(
      "KS-ERR-3",
      "a handler that throws disturbs nothing",
      async ({ open }) => {
        const store = await open({
          onEvent: () => {
            throw new Error("the handler's own");
          },
        });
        const keyed = store.openKeyedStore<number>(fillNamespaceOptions({ maxEntries: 1 }));
        await keyed.register("a", 1);
        await keyed.register("b", 1);
        same(await keyed.count(), 1, "the number of entries");
      },
      ALONE,
    ),
  ],
};
