import { bundledOnly, createPluginRuntime } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { clause, type Group } from "../../case/case.js";

const ALONE = { faces: "store", neighbours: "none" } as const;
const SPACE = { namespace: "n", maxEntries: 10 };
const slack = { id: "slack", origin: "bundled" };

export const pluginRuntime: Group = {
  title: "Plugin runtime",
  cases: [
    clause(
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
    clause(
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
    clause(
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
    clause(
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
