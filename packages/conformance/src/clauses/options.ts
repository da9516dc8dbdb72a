import type { IterateOptions, KeyedStoreOptions, WriteOptions } from "@keyed-store/core";
import { clause, type Group } from "../case.js";
import { mentions, same } from "../harness/assert.js";
import { failsWith } from "../harness/fails-with.js";
import { all } from "../harness/operations.js";
import { space } from "../harness/space.js";

const ALONE = { faces: "store", neighbours: "none" } as const;

/** What somebody types, and what was meant. */
const MISSPELT_STORE = [
  ["directry", "directory"],
  ["filename", "fileName"],
  ["providrs", "providers"],
  ["busyTimeout", "busyTimeoutMs"],
  ["onEvents", "onEvent"],
  ["limit", "limits"],
] as const;
const MISSPELT_SPACE = [
  ["maxEntires", "maxEntries"],
  ["defaultTtl", "defaultTtlMs"],
  ["overFlow", "overflow"],
  ["undefinedField", "undefinedFields"],
  ["shema", "schema"],
  ["nameSpace", "namespace"],
] as const; // prettier-ignore

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
]; // prettier-ignore

const WRONG_LIMITS: readonly unknown[] = [
  { maxEntriesPerOwner: 0 },
  { maxEntriesPerOwner: 1.5 },
  { maxKeyBytes: 0 },
  { maxKeyBytes: Number.POSITIVE_INFINITY },
  { maxNamespaceBytes: -1 },
  { maxValueBytes: "1" },
  { maxDepth: Number.NaN },
  { maxEntryPerOwner: 5 },
]; // prettier-ignore

export const options: Group = {
  title: "Options",
  cases: [
    clause(
      "KS-ERR-3",
      "an unknown option of the store is refused, with the nearest right name",
      async ({ open }) => {
        for (const [wrong, right] of MISSPELT_STORE) {
          const error = await failsWith("INVALID_INPUT", () => open({ [wrong]: "x" }), "open");
          mentions(error.message, [wrong, right], "the message");
        }
      },
      ALONE,
    ),
    clause(
      "KS-ERR-3",
      "an unknown option of a namespace is refused, with the nearest right name",
      async ({ open, keyed }) => {
        const store = await open();
        for (const [wrong, right] of MISSPELT_SPACE) {
          const error = await failsWith("INVALID_INPUT", () => keyed(store, { [wrong]: 5 }), "open");
          mentions(error.message, [wrong, right], "the message");
        }
      },
    ),
    clause(
      "KS-ERR-3",
      "an unknown option of a call is refused, with the nearest right name, and nothing happens",
      async ({ fresh }) => {
        const store = await fresh();
        await store.register("key", 1);
        const before = await store.entries();
        const ttl = { ttl: 5 } as WriteOptions;
        const calls: readonly (readonly [operation: string, right: string, call: () => Promise<unknown>])[] = [
          ["register", "ttlMs", () => store.register("key", 2, ttl)],
          ["registerIfAbsent", "ttlMs", () => store.registerIfAbsent("other", 2, ttl)],
          ["compareAndSet", "ttlMs", () => store.compareAndSet("other", null, 2, ttl)],
          ["update", "ttlMs", () => store.update("key", () => 2, ttl)],
          ["touch", "ttlMs", () => store.touch("key", ttl as { ttlMs: number })],
          ["delete", "ifVersion", () => store.delete("key", { ifversion: 1 } as object)],
          ["iterate", "order", () => all(store.iterate({ orders: "age" } as IterateOptions))],
          ["iterate", "reverse", () => all(store.iterate({ reversed: true } as IterateOptions))],
        ];
        for (const [operation, right, call] of calls) {
          mentions((await failsWith("INVALID_INPUT", call, operation)).message, [right], `the message of ${operation}`);
        }
        same(await store.entries(), before, "the entries");
      },
    ),
    clause(
      "KS-ERR-3",
      "an option of the wrong kind is refused by name before anything is opened",
      async ({ open }) => {
        for (const [name, value] of WRONG_STORE) {
          mentions(
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
    clause(
      "KS-ERR-3",
      "options that are no object are refused",
      async ({ open, fresh }) => {
        const store = await open();
        for (const wrong of [undefined, null, "namespace", 5, []]) {
          await failsWith(
            "INVALID_INPUT",
            () => store.openKeyedStore(wrong as unknown as KeyedStoreOptions<unknown>),
            "open",
          );
        }
        const keyed = await fresh();
        for (const wrong of [null, "5", 5, [], () => 1]) {
          await failsWith("INVALID_INPUT", () => keyed.register("key", 1, wrong as WriteOptions), "register");
          await failsWith("INVALID_INPUT", () => store.sweepExpired(wrong as object), "sweepExpired");
        }
      },
      ALONE,
    ),
    clause(
      "KS-ERR-2",
      'thread "worker" is UNSUPPORTED',
      async ({ open }) => {
        const error = await failsWith("UNSUPPORTED", () => open({ thread: "worker" }), "open");
        mentions(error.message, ["thread", "worker"], "the message");
      },
      ALONE,
    ),
    clause(
      "KS-ERR-3",
      "a handler that throws disturbs nothing",
      async ({ open }) => {
        const store = await open({
          onEvent: () => {
            throw new Error("the handler's own");
          },
        }); // prettier-ignore
        const keyed = store.openKeyedStore<number>(space({ maxEntries: 1 }));
        await keyed.register("a", 1);
        await keyed.register("b", 1);
        same(await keyed.count(), 1, "the number of entries");
      },
      ALONE,
    ),
  ],
};
