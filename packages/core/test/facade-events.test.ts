import { afterEach, describe, expect, it, vi } from "vitest";
import type { StoreEvent } from "../src/contract/store-event.js";
import { settleMicrotasks } from "./support/fake-scheduler.js";
import { openFake } from "./support/open-fake.js";

const OPTIONS = { namespace: "n", maxEntries: 2 };

afterEach(() => vi.restoreAllMocks());

describe("onEvent", () => {
  it("is told what happens, as plain data", async () => {
    const events: StoreEvent[] = [];
    const { store, again } = await openFake({}, { onEvent: (event) => events.push(event) });
    const keyed = store.openKeyedStore<number>(OPTIONS);
    for (const key of ["a", "b", "c"]) await keyed.register(key, 1);
    await settleMicrotasks();
    expect(events).toEqual([
      {
        type: "backend-selected",
        databasePath: "memory:/state/state.sqlite",
        selection: { chosen: "fake", reason: "asked for by the option backend", rejected: [] },
      },
      { type: "evicted", owner: "default", namespace: "n", count: 1, cap: "namespace" },
    ]);
    expect(structuredClone(events)).toEqual(events);
    await (await again({ onEvent: undefined })).openKeyedStore<number>(OPTIONS).register("d", 1);
    await settleMicrotasks();
    expect(events.length).toBe(2); // what another store's operation did is told to that store
  });

  it("is called when the operation is done, and may use the store", async () => {
    const seen: unknown[] = [];
    const open = await openFake({}, { onEvent: ({ type }) => type === "evicted" && seen.push(now?.count()) });
    const now = open.store.openSyncKeyedStore<number>(OPTIONS);
    for (const key of ["a", "b", "c"]) now.register(key, 1);
    expect(seen).toEqual([]);
    await settleMicrotasks();
    expect(seen).toEqual([2]);
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("mine");
      },
    ],
    ["rejects", () => Promise.reject(new Error("mine"))],
  ])("that %s is reported once, and disturbs nothing", async (_, onEvent) => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const { store } = await openFake({}, { onEvent });
    const keyed = store.openKeyedStore<number>(OPTIONS);
    for (const key of ["a", "b", "c", "d"]) await keyed.register(key, 1);
    await settleMicrotasks();
    expect(await keyed.count()).toBe(2);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toContain("mine");
  });
});
