import {
  type BackendProvider,
  type KeyedStore,
  openStateStore,
  type StateStore,
  type SyncKeyedStore,
} from "@keyed-store/core";
import { sqliteProvider } from "@keyed-store/sqlite";
import { beforeAll, describe, expect, it } from "vitest";

/* Whoever reads the stack of an error finds the line that called, whichever way the operation went. */

const url = new URL("./fixtures/providers.mjs", import.meta.url).href;
const ENTRIES = { owner: "o", namespace: "n", maxEntries: 10 };

type Calls = Readonly<Record<string, () => unknown>>;

async function openFailing(thread: "main" | "worker"): Promise<StateStore> {
  const fixtures: { readonly failing: () => BackendProvider } = await import(url);
  const module = { url, export: "failing" };
  const inWorker = sqliteProvider({
    name: "failing",
    check: () => undefined,
    load: () => {
      throw new Error("It must not be loaded in this thread.");
    },
    module,
  });
  const providers = [thread === "worker" ? inWorker : fixtures.failing()];
  return openStateStore({ directory: "d", backend: "failing", providers, thread });
}

/** Every operation that answers with a promise. A line of its own awaits each. */
function listCalls(store: StateStore, keyed: KeyedStore<number>): Calls {
  const owner = store.owner("o");
  return {
    register: async () => await keyed.register("k", 1),
    registerIfAbsent: async () => await keyed.registerIfAbsent("k", 1),
    compareAndSet: async () => await keyed.compareAndSet("k", null, 1),
    update: async () => await keyed.update("k", () => 1),
    touch: async () => await keyed.touch("k", { ttlMs: 5 }),
    lookup: async () => await keyed.lookup("k"),
    lookupEntry: async () => await keyed.lookupEntry("k"),
    lookupMany: async () => await keyed.lookupMany(["k"]),
    consume: async () => await keyed.consume("k"),
    delete: async () => await keyed.delete("k"),
    entries: async () => await keyed.entries(),
    count: async () => await keyed.count(),
    clear: async () => await keyed.clear(),
    iterate: async () => {
      for await (const entry of keyed.iterate()) expect(entry).toBeUndefined();
    },
    owners: async () => await store.owners(),
    sweepExpired: async () => await store.sweepExpired(),
    backup: async () => await store.backup("copy"),
    flush: async () => await store.flush(),
    ownerUsage: async () => await owner.usage(),
    ownerClear: async () => await owner.clear(),
    ownerRestore: async () => await owner.restore("n", [{ key: "k", value: 1, createdAt: 1, expiresAt: null }]),
    atomic: async () => await owner.atomic().check(keyed, "k", null).register(keyed, "k", 1).commit(),
    together: async () => await Promise.all([keyed.register("k", 1), keyed.lookup("k")]),
    close: async () => await store.close(),
  };
}

/** Every operation of the synchronous API. */
function listSyncCalls(keyed: SyncKeyedStore<number>): Calls {
  return {
    register: () => keyed.register("k", 1),
    registerIfAbsent: () => keyed.registerIfAbsent("k", 1),
    compareAndSet: () => keyed.compareAndSet("k", null, 1),
    update: () => keyed.update("k", () => 1),
    touch: () => keyed.touch("k", { ttlMs: 5 }),
    lookup: () => keyed.lookup("k"),
    lookupEntry: () => keyed.lookupEntry("k"),
    lookupMany: () => keyed.lookupMany(["k"]),
    consume: () => keyed.consume("k"),
    delete: () => keyed.delete("k"),
    entries: () => keyed.entries(),
    count: () => keyed.count(),
    clear: () => keyed.clear(),
    iterate: () => {
      for (const entry of keyed.iterate()) expect(entry).toBeUndefined();
    },
  };
}

/** The name of the function of this file that the stack of a call's error names first. */
async function findCaller(call: () => unknown): Promise<string | undefined> {
  try {
    await call();
    return "it did not fail";
  } catch (error) {
    const frame = String((error as Error).stack)
      .split("\n")
      .find((line) => line.includes("error-stacks.test.ts"));
    return frame === undefined ? String((error as Error).stack) : /(\w+) (?:\[as .*\] )?\(/.exec(frame)?.[1];
  }
}

async function findCallers(calls: Calls): Promise<Record<string, string | undefined>> {
  const callers: Record<string, string | undefined> = {};
  for (const [name, call] of Object.entries(calls)) callers[name] = await findCaller(call);
  return callers;
}

const ownNames = (calls: Calls) => Object.fromEntries(Object.keys(calls).map((name) => [name, name]));

// The runner of the tests keeps more of them than Node does.
beforeAll(() => {
  Error.stackTraceLimit = 10;
});

describe("KS-ERR-1 the stack of an error leads to the line that called", () => {
  it.each(["main", "worker"] as const)("where the backend fails, thread: %s", async (thread) => {
    const store = await openFailing(thread);
    const calls = listCalls(store, store.openKeyedStore<number>(ENTRIES));
    expect(await findCallers(calls)).toEqual(ownNames(calls));
  });

  it("where the backend fails a synchronous call", async () => {
    const store = await openFailing("main");
    const calls = listSyncCalls(store.openSyncKeyedStore<number>(ENTRIES));
    expect(await findCallers(calls)).toEqual(ownNames(calls));
  });

  it("where a synchronous call had others to complete first", async () => {
    const store = await openFailing("main");
    const others = store.openKeyedStore<number>(ENTRIES);
    const plain = listSyncCalls(store.openSyncKeyedStore<number>(ENTRIES));
    for (const [name, call] of Object.entries(plain)) {
      const pending = others.register("k", 1).catch(() => undefined);
      expect(await findCaller(call), name).toBe(name);
      await pending;
    }
  });

  it.each(["main", "worker"] as const)("where a schema takes its time, thread: %s", async (thread) => {
    const store = await openFailing(thread);
    const validate = async (value: unknown) => ({ value: value as number });
    const schema = { "~standard": { version: 1 as const, vendor: "test", validate } };
    const { register, consume } = store.openKeyedStore({ ...ENTRIES, schema });
    const { register: refuse } = store.openKeyedStore({
      ...ENTRIES,
      namespace: "refusing",
      schema: { "~standard": { ...schema["~standard"], validate: async () => ({ issues: [{ message: "no" }] }) } },
    });
    const calls: Calls = {
      register: async () => await register("k", 1),
      refuse: async () => await refuse("k", 1 as never),
      consume: async () => await consume("k"),
    };
    expect(await findCallers(calls)).toEqual(ownNames(calls));
  });

  it.each(["main", "worker"] as const)("where the store is closed, thread: %s", async (thread) => {
    const store = await openFailing(thread);
    const calls = listCalls(store, store.openKeyedStore<number>(ENTRIES));
    await store.close().catch(() => undefined);
    const { close: _, ...others } = calls;
    expect(await findCallers(others)).toEqual(ownNames(others));
  });

  it("where a store cannot be opened", async () => {
    const calls: Calls = {
      open: async () => await openStateStore({ directory: "d", providers: [] }),
      openMissing: async () => {
        const load = () => Promise.reject(new Error("none"));
        const provider = { name: "absent", check: () => undefined, load };
        await openStateStore({ directory: "d", providers: [provider] });
      },
    };
    expect(await findCallers(calls)).toEqual(ownNames(calls));
  });
});
