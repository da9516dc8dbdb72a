import type { KeyedStore } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import type { Value } from "../../harness/harness.js";

const NAMESPACES = ["a", "A", "0", "a.b-c_d", "N".repeat(128)];
const OWNERS = ["a", "A", "@scope/plugin", "a:b", "a/b/c", "0._:/-@", "o".repeat(214)];
const NO_NAMES: readonly unknown[] = [
  "",
  " ",
  "a b",
  "-a",
  ".a",
  "_a",
  "a\u0000",
  "\u00e9",
  "a\ud800",
  "a%",
  "a\n",
  null,
  1,
  {},
  ["a"],
];
const NO_NAMESPACES: readonly unknown[] = [...NO_NAMES, "N".repeat(129), "a/b", "a:b", "@a", undefined];
const NO_OWNERS: readonly unknown[] = [...NO_NAMES, "o".repeat(215), "/a", ":a"];

// Pairs that meet when coordinates are joined by a separator, cut, or compared without regard to case.
const COORDINATES: readonly (readonly [owner: string, namespace: string, key: string])[] = [
  ["a", "b", "c"],
  ["a", "b.c", "d"],
  ["a", "b", "c.d"],
  ["a.b", "c", "d"],
  ["a/b", "c", "d"],
  ["a", "b", "/c"],
  ["a/b", "c", "c"],
  ["a:b", "c", "d"],
  ["a:b:c", "d", "d"],
  ["a", "b", "c:d"],
  ["A", "b", "c"],
  ["a", "B", "c"],
  ["a", "b", "C"],
  ["b", "a", "c"],
  ["a", "c", "b"],
  ["a", "b", "b\u0001c"],
  ["a-", "b", "c"],
  ["a", "b-", "c"],
  ["default", "b", "c"],
];

export const names: Group = {
  title: "Owners and namespaces",
  cases: [
    createCase(
      "KS-NAME-2",
      "every namespace and owner in the alphabet is taken, up to its longest",
      async ({ open, keyed }) => {
        const store = await open();
        for (const namespace of NAMESPACES) await keyed(store, { namespace }).register("key", namespace);
        for (const owner of OWNERS) await keyed(store, { owner }).register("key", owner);
        for (const namespace of NAMESPACES)
          same(await keyed(store, { namespace }).lookup("key"), namespace, "the value");
        for (const owner of OWNERS) same(await keyed(store, { owner }).lookup("key"), owner, "the value");
      },
    ),
    createCase("KS-NAME-2", "what is no namespace is refused when it is opened", async ({ open, keyed }) => {
      const store = await open();
      for (const namespace of NO_NAMESPACES) {
        await failsWith("INVALID_INPUT", () => keyed(store, { namespace: namespace as string }), "open");
      }
    }),
    createCase("KS-NAME-2", "what is no owner is refused when it is opened", async ({ open, keyed }) => {
      const store = await open();
      for (const owner of NO_OWNERS) {
        await failsWith("INVALID_INPUT", () => keyed(store, { owner: owner as string }), "open");
        await failsWith("INVALID_INPUT", () => store.owner(owner as string));
      }
      await failsWith("INVALID_INPUT", () => store.owner(undefined as unknown as string));
    }),
    createCase("KS-NAME-2", 'the owner is "default" where none is given', async ({ open, keyed }) => {
      const store = await open();
      await keyed(store, { owner: undefined }).register("key", 1);
      same(await keyed(store, { owner: "default" }).lookup("key"), 1, "the value through the owner named in full");
    }),
    createCase(
      "KS-NAME-3",
      "no owner, namespace and key meet another three, whatever they are joined by",
      async ({ open, keyed }) => {
        const store = await open();
        const handle = (owner: string, namespace: string): KeyedStore<Value> => keyed(store, { owner, namespace });
        for (const [owner, namespace, key] of COORDINATES)
          await handle(owner, namespace).register(key, [owner, namespace, key]);
        for (const [owner, namespace, key] of COORDINATES) {
          same(await handle(owner, namespace).lookup(key), [owner, namespace, key], `${owner} ${namespace} ${key}`);
        }
        for (const [owner, namespace, key] of COORDINATES) {
          same(await handle(owner, namespace).consume(key), [owner, namespace, key], `${owner} ${namespace} ${key}`);
        }
      },
    ),
    createCase("KS-NAME-2", "maxNamespaceBytes moves the limit", async ({ open, keyed }) => {
      const store = await open({ limits: { maxNamespaceBytes: 200 } });
      await keyed(store, { namespace: "n".repeat(200) }).register("key", 1);
      await failsWith("INVALID_INPUT", () => keyed(store, { namespace: "n".repeat(201) }), "open");
      const narrow = await open({ limits: { maxNamespaceBytes: 9 } });
      await failsWith("INVALID_INPUT", () => keyed(narrow, { namespace: "n".repeat(10) }), "open");
      await keyed(narrow, { namespace: "namespace" }).register("key", 1);
    }),
  ],
};
