import { bundledOnly, createPluginRuntime } from "@keyed-store/core";
import { expectMentions, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";

const ALONE = { faces: "store", neighbours: "none" } as const;
const SPACE = { namespace: "n", maxEntries: 10 };
const SPACE_OF_3 = { namespace: "n", maxEntries: 3 };
const slack = { id: "slack", origin: "bundled" };

export const pluginRuntime: Group = {
  title: "Plugin runtime",
  cases: [
    createCase(
      "KS-PLUGIN-1",
      "a plugin's data is its own, though another uses the same names",
      async ({ open }) => {
        const store = await open();
        const runtime = createPluginRuntime(store, { authorize: bundledOnly });
        const handles = ["slack", "matrix"].map((id) =>
          runtime.forPlugin({ id, origin: "bundled" }).state.openKeyedStore<string>(SPACE),
        );
        await Promise.all(handles.map((handle, i) => handle.register("key", `${i}`)));
        same(await Promise.all(handles.map((handle) => handle.consume("key"))), ["0", "1"], "what each consumes");
      },
      ALONE,
    ),
    createCase(
      "KS-PLUGIN-2",
      "who is refused by the policy writes nothing",
      async ({ open }) => {
        const store = await open();
        const { state } = createPluginRuntime(store, { authorize: bundledOnly }).forPlugin({ id: "a", origin: "b" });
        await failsWith("FORBIDDEN", () => state.openKeyedStore(SPACE), "open");
        same(await store.owners(), [], "the owners");
      },
      ALONE,
    ),
    createCase(
      "KS-PLUGIN-3",
      "retiring a plugin completes what it issued, refuses the rest, and keeps its data",
      async ({ open }) => {
        const runtime = createPluginRuntime(await open(), { authorize: bundledOnly });
        const bound = runtime.forPlugin(slack);
        const handle = bound.state.openKeyedStore<number>(SPACE);
        const issued = Array.from({ length: 10 }, (_, i) => handle.register(`${i}`, i));
        const closing = bound.close();
        await failsWith("CLOSED", () => handle.register("late", 1), "register");
        await Promise.all([...issued, closing]);
        same(await runtime.forPlugin(slack).state.openKeyedStore(SPACE).count(), 10, "the entries kept");
      },
      ALONE,
    ),
    createCase(
      "KS-PLUGIN-5",
      "a plugin may have so many entries, whatever the store's own quota",
      async ({ open }) => {
        const store = await open({ limits: { maxEntriesPerOwner: 1 } });
        const runtime = createPluginRuntime(store, { authorize: bundledOnly, maxEntriesPerPlugin: 3 });
        const { state } = runtime.forPlugin(slack);
        const [n, m] = ["n", "m"].map((namespace) => state.openKeyedStore<number>({ namespace, maxEntries: 3 }));
        for (const key of ["a", "b", "c"]) await n?.register(key, 1);
        const error = await failsWith("LIMIT_EXCEEDED", async () => m?.register("d", 1), "register");
        expectMentions(error.message, ["slack", "n (3)", "maxEntriesPerPlugin", "pluginOverflow"], "the message");
        same((await state.usage()).maxEntries, 3, "maxEntries of usage");
        await runtime.forPlugin({ id: "other", origin: "bundled" }).state.openKeyedStore(SPACE_OF_3).register("a", 1);
        const own = store.openKeyedStore<number>({ owner: "own", namespace: "n", maxEntries: 1 });
        await own.register("a", 1);
        const second = store.openKeyedStore<number>({ owner: "own", namespace: "second", maxEntries: 1 });
        await failsWith("LIMIT_EXCEEDED", () => second.register("b", 1), "register");
        await failsWith(
          "INVALID_INPUT",
          () => store.openKeyedStore({ owner: "own", namespace: "more", maxEntries: 2 }),
          "open",
        );
      },
      ALONE,
    ),
    createCase(
      "KS-PLUGIN-5",
      "a plugin may have 1,000 where the host does not say, and what is above refuses or evicts as it says",
      async ({ open }) => {
        const store = await open();
        const usual = createPluginRuntime(store, { authorize: bundledOnly }).forPlugin(slack).state;
        same((await usual.usage()).maxEntries, 1_000, "maxEntries of usage");
        const error = await failsWith(
          "INVALID_INPUT",
          () => usual.openKeyedStore({ namespace: "n", maxEntries: 1_001 }),
          "open",
        );
        expectMentions(error.message, ["1000", "1001", "maxEntriesPerPlugin"], "the message");
        const evicting = createPluginRuntime(store, {
          authorize: bundledOnly,
          maxEntriesPerPlugin: 2,
          pluginOverflow: "evict-oldest",
        }).forPlugin({ id: "evicting", origin: "bundled" }).state;
        const [n, m] = ["n", "m"].map((namespace) => evicting.openKeyedStore<number>({ namespace, maxEntries: 2 }));
        for (const key of ["a", "b"]) await n?.register(key, 1);
        await m?.register("c", 1);
        same([await n?.keys(), await m?.keys()], [["b"], ["c"]], "the keys of both namespaces");
      },
      ALONE,
    ),
    createCase(
      "KS-PLUGIN-4",
      "bound to no plugin, nothing is opened",
      async ({ open }) => {
        const { state } = createPluginRuntime(await open(), { authorize: bundledOnly });
        await failsWith("FORBIDDEN", () => state.openKeyedStore(SPACE), "open");
      },
      ALONE,
    ),
  ],
};
