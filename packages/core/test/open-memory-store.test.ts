import { memoryProvider, openMemoryStore } from "@keyed-store/core";
import { afterEach, expect, it, vi } from "vitest";
import { fakeProvider } from "./support/fake-provider.js";

afterEach(() => vi.unstubAllEnvs());

const SPACE = { namespace: "n", maxEntries: 10 };

it("opens an empty store with nothing given, whatever the environment says", async () => {
  vi.stubEnv("KEYED_STORE_BACKEND", "native");
  vi.stubEnv("KEYED_STORE_DIR", "/nowhere");
  await using one = await openMemoryStore();
  await using other = await openMemoryStore({});
  await one.openKeyedStore<number>(SPACE).register("a", 1);
  expect(one.backend.name).toBe("memory");
  expect(await one.openKeyedStore<number>(SPACE).lookup("a")).toBe(1);
  expect(await other.openKeyedStore<number>(SPACE).count()).toBe(0);
});

it("goes by the clock it is given (KS-TTL-6)", async () => {
  let now = 1_000;
  await using store = await openMemoryStore({ clock: () => now });
  const notes = store.openSyncKeyedStore<string>({ ...SPACE, defaultTtlMs: 50 });
  notes.register("a", "b");
  now += 49;
  expect(notes.lookup("a")).toBe("b");
  now += 1;
  expect(notes.lookup("a")).toBeUndefined();
});

it("gives what was written on the same memory, after a close as well as beside it", async () => {
  const memory = memoryProvider();
  const before = await openMemoryStore({ memory });
  await before.openKeyedStore<number>(SPACE).register("a", 1);
  await before.close();
  await using after = await openMemoryStore({ memory });
  await using beside = await openMemoryStore({ memory });
  expect(await after.openKeyedStore<number>(SPACE).consume("a")).toBe(1);
  expect(await beside.openKeyedStore<number>(SPACE).consume("a")).toBeUndefined();
});

it("passes limits, overflow and events on", async () => {
  const events: string[] = [];
  const limits = { maxEntriesPerOwner: 1 };
  await using store = await openMemoryStore({
    limits,
    ownerOverflow: "evict-oldest",
    onEvent: (e) => events.push(e.type),
  });
  const notes = store.openKeyedStore<number>({ namespace: "n", maxEntries: 1 });
  await notes.register("a", 1);
  await notes.register("b", 2);
  expect(await notes.keys()).toEqual(["b"]);
  expect(events).toContain("evicted");
});

it("refuses what it does not know, with the nearest name, and another backend", async () => {
  const refused = (options: unknown) => Reflect.apply(openMemoryStore, undefined, [options]);
  await expect(refused({ clok: Date.now })).rejects.toMatchObject({
    code: "KEYED_STORE_INVALID_INPUT",
    message: expect.stringContaining('openMemoryStore options has no member "clok". Did you mean "clock"?'),
  });
  await expect(refused({ directory: "/tmp" })).rejects.toMatchObject({
    message: expect.stringContaining("There are: clock, memory, limits, ownerOverflow, onEvent."),
  });
  await expect(refused({ clock: 5 })).rejects.toMatchObject({ code: "KEYED_STORE_INVALID_INPUT" });
  await expect(openMemoryStore({ memory: fakeProvider() })).rejects.toMatchObject({
    code: "KEYED_STORE_BACKEND_UNAVAILABLE",
  });
});
