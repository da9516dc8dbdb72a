import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";

const ALONE = { faces: "store", neighbours: "none" } as const;

export const declared: Group = {
  title: "What is declared",
  cases: [
    createCase(
      "KS-SEL-1",
      "the store tells which backend is at work, and what it can do is what was declared",
      async ({ open, provider, backend: declared }) => {
        const { backend, selection } = await open();
        same(backend.name, provider.name, "the name of the backend");
        same(selection.chosen, provider.name, "the chosen backend");
        same(selection.rejected, [], "the rejected backends");
        same(
          { ...backend.capabilities, durability: [...backend.capabilities.durability] },
          { ...declared.capabilities },
          "the capabilities",
        );
        same([typeof backend.engine, typeof backend.engineVersion], ["string", "string"], "engine and version");
      },
      ALONE,
    ),
    createCase(
      "KS-ERR-2",
      "what is not declared synchronous refuses the synchronous API",
      async ({ open }) => {
        const store = await open();
        await failsWith("UNSUPPORTED", () => store.openSyncKeyedStore(fillNamespaceOptions()), "open");
        await failsWith(
          "UNSUPPORTED",
          () => store.owner("owner").openSyncKeyedStore({ namespace: "x", maxEntries: 1 }),
          "open",
        );
      },
      { ...ALONE, needs: ["asynchronous-only"] },
    ),
    createCase(
      "KS-ERR-2",
      'what does not declare durability "power" refuses it',
      async ({ open }) => {
        await failsWith("UNSUPPORTED", () => open({ durability: "power" }), "open");
      },
      { ...ALONE, needs: ["no-power"] },
    ),
    createCase(
      "KS-DUR-1",
      'durability "power" opens, writes and flushes',
      async ({ open, keyed }) => {
        const store = await open({ durability: "power" });
        await keyed(store).register("key", 1);
        await store.flush();
        await store.close();
        same(await keyed(await open({ durability: "power" })).lookup("key"), 1, "the value after reopening");
      },
      { needs: ["power"], neighbours: "none" },
    ),
    createCase(
      "KS-DUR-1",
      "flush completes what was issued before it",
      async ({ open }) => {
        const store = await open();
        const keyed = store.openKeyedStore<number>(fillNamespaceOptions());
        const done: number[] = [];
        for (let index = 0; index < 20; index++) void keyed.register(`${index}`, index).then(() => done.push(index));
        await store.flush();
        same(done.length, 20, "the number of operations completed");
      },
      { faces: "store" },
    ),
    createCase(
      "KS-SEL-2",
      "opening is an event that tells which backend was selected",
      async ({ open, events }) => {
        const store = await open();
        await store.flush();
        const told = events.filter((event) => event.type === "backend-selected");
        same(
          told.map((event) => event.selection),
          [store.selection],
          "the selections told",
        );
        same(
          told.map((event) => event.databasePath),
          [store.databasePath],
          "the paths told",
        );
      },
      ALONE,
    ),
  ],
};
