import type { IterateOptions, WriteOptions } from "@keyed-store/core";
import { expectMentions, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { collectEntries } from "../../harness/operations.js";

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
] as const;

export const unknownOptions: Group = {
  title: "Options that do not exist",
  cases: [
    createCase(
      "KS-ERR-3",
      "an unknown option of the store is refused, with the nearest right name",
      async ({ open }) => {
        for (const [wrong, right] of MISSPELT_STORE) {
          const error = await failsWith("INVALID_INPUT", () => open({ [wrong]: "x" }), "open");
          expectMentions(error.message, [wrong, right], "the message");
        }
      },
      ALONE,
    ),
    createCase(
      "KS-ERR-3",
      "an unknown option of a namespace is refused, with the nearest right name",
      async ({ open, keyed }) => {
        const store = await open();
        for (const [wrong, right] of MISSPELT_SPACE) {
          const error = await failsWith("INVALID_INPUT", () => keyed(store, { [wrong]: 5 }), "open");
          expectMentions(error.message, [wrong, right], "the message");
        }
      },
    ),
    createCase(
      "KS-ERR-3",
      "an unknown option of a call is refused, with the nearest right name, and nothing happens",
      async ({ openFresh }) => {
        const store = await openFresh();
        await store.register("key", 1);
        const before = await store.entries();
        const ttl = { ttl: 5 } as WriteOptions;
        const calls: readonly (readonly [operation: string, right: string, call: () => Promise<unknown>])[] = [
          ["register", "ttlMs", () => store.register("key", 2, ttl)],
          ["registerIfAbsent", "ttlMs", () => store.registerIfAbsent("other", 2, ttl)],
          ["compareAndSet", "ttlMs", () => store.compareAndSet("other", null, 2, ttl)],
          ["update", "ttlMs", () => store.update("key", () => 2, ttl)],
          ["touch", "ttlMs", () => store.touch("key", ttl)],
          ["touch", "ifVersion", () => store.touch("key", { ifversion: 1 } as object)],
          ["increment", "expiresAt", () => store.increment("key", { expiresAT: 1 } as object)],
          ["delete", "ifVersion", () => store.delete("key", { ifversion: 1 } as object)],
          ["iterate", "order", () => collectEntries(store.iterate({ orders: "age" } as IterateOptions))],
          ["iterate", "reverse", () => collectEntries(store.iterate({ reversed: true } as IterateOptions))],
        ];
        for (const [operation, right, call] of calls) {
          expectMentions(
            (await failsWith("INVALID_INPUT", call, operation)).message,
            [right],
            `the message of ${operation}`,
          );
        }
        same(await store.entries(), before, "the entries");
      },
    ),
  ],
};
