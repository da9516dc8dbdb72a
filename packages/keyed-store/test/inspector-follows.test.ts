import { openStateStore } from "keyed-store";
import { describe, expect, it, onTestFinished } from "vitest";
import type { LiveEvent, ShownDocument } from "../src/cli/inspector/page/protocol.js";
import { follow } from "./support/inspector/follow.js";
import { startInspector } from "./support/inspector/start.js";
import { backends } from "./support/on.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();

/** More than are told in a second. */
const TOO_MANY = 1_200;

describe.each(backends)("what the inspector follows on %s", (backend) => {
  async function startBeside(...keys: readonly string[]) {
    const directory = scratchDirectory();
    const store = await openStateStore({ directory, backend });
    onTestFinished(() => store.close());
    const entries = store.openKeyedStore<number>({ owner: "o", namespace: "n", maxEntries: 5_000 });
    for (const key of keys) await entries.register(key, 1);
    return { store, entries, inspector: await startInspector(directory, "--backend", backend, "--reveal") };
  }

  it("KS-WATCH-1 where too many changes come at once, they are not listed, and what is shown goes on", async () => {
    const { store, entries, inspector } = await startBeside("first");
    const next = await follow(inspector, { owner: "o", namespace: "n" });
    await next(isShownWith(({ overview }) => overview.entries === 1));
    const batch = store.owner("o").atomic();
    for (let n = 0; n < TOO_MANY; n++) batch.register(entries, `k${n}`, n);
    await batch.commit();
    await next((event) => event.type === "event" && event.name === "too many to list");
    await entries.register("last", 1);
    const toldOfLast: LiveEvent[] = [];
    await next((event) => {
      if (event.type === "change" && event.key === "last") toldOfLast.push(event);
      return isShownWith(({ page }) => "rows" in page && page.rows[0]?.key === "last")(event);
    });
    expect(toldOfLast).toEqual([]);
  });

  it("an entry that is open comes with what is shown, also when it is not on the page, and when it is gone", async () => {
    const { entries, inspector } = await startBeside("a", "b");
    const shown = { operation: "entries", order: "first-key", prefix: "b" };
    const next = await follow(inspector, { owner: "o", namespace: "n", shown, openKey: "a" });
    await next(isShownWith(({ open }) => open?.key === "a" && open.value?.raw === "1"));
    await entries.register("a", 2);
    await next(isShownWith(({ open }) => open?.value?.raw === "2"));
    await entries.delete("a");
    await next(isShownWith(({ open }) => open !== undefined && open.row === undefined));
  });
});

function isShownWith(fits: (document: ShownDocument) => boolean): (event: LiveEvent) => boolean {
  return (event) => event.type === "shown" && fits(event.document);
}
