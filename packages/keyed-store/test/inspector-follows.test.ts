import { openStateStore, type StateStore } from "keyed-store";
import { describe, it, onTestFinished } from "vitest";
import { expectShownThoughTooManyChange, isShownWith } from "./support/inspector/flood.js";
import { follow } from "./support/inspector/follow.js";
import { type Inspector, startInspector } from "./support/inspector/start.js";
import { backends } from "./support/on.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();

describe.each(backends)("what the inspector follows on %s", (backend) => {
  /** A store that is there, and the inspector of it. */
  async function startBeside(): Promise<{ readonly store: StateStore; readonly inspector: Inspector }> {
    const directory = scratchDirectory();
    const store = await openStateStore({ directory, backend });
    onTestFinished(() => store.close());
    return { store, inspector: await startInspector(directory, "--backend", backend, "--reveal") };
  }

  it("KS-WATCH-1 where too many changes come at once, they are not listed, and what is shown goes on", async () => {
    const { store, inspector } = await startBeside();
    await expectShownThoughTooManyChange(store, inspector);
  });

  it("an entry that is open comes with what is shown, also when it is not on the page, and when it is gone", async () => {
    const { store, inspector } = await startBeside();
    const entries = store.openKeyedStore<number>({ owner: "o", namespace: "n", maxEntries: 10 });
    for (const key of ["a", "b"]) await entries.register(key, 1);
    const shown = { operation: "entries", order: "first-key", prefix: "b" };
    const next = await follow(inspector, { owner: "o", namespace: "n", shown, openKey: "a" });
    await next(isShownWith(({ open }) => open?.key === "a" && open.value?.raw === "1"));
    await entries.register("a", 2);
    await next(isShownWith(({ open }) => open?.value?.raw === "2"));
    await entries.delete("a");
    await next(isShownWith(({ open }) => open !== undefined && open.row === undefined));
  });
});
