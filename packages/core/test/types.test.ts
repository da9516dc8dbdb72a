import type {
  Atomic,
  BackendProvider,
  ClaimResult,
  Claims,
  Entry,
  KeyedStore,
  MemoryFront,
  OwnerScope,
  PluginState,
  ReadOnlyKeyedStore,
  ReadOnlyStateStore,
  ReadOnlySyncKeyedStore,
  StandardSchema,
  StateStore,
  SyncKeyedStore,
} from "@keyed-store/core";
import { createClaims, createMemoryFront, isKeyedStoreError, memoryProvider, openStateStore } from "@keyed-store/core";
import { describe, expectTypeOf, it } from "vitest";

/* What compiles, and above all what does not. The functions are never called: the compiler is the test. */

interface Participation {
  readonly repliedAt: number;
  readonly tags?: string[];
}

const OPTIONS = { namespace: "n", maxEntries: 5 };
const PROVIDERS = { directory: "d", providers: [memoryProvider()] };

describe("types of @keyed-store/core", () => {
  it("values are interfaces as users write them", () => {
    const check = (store: StateStore, keyed: KeyedStore<Participation>, sync: SyncKeyedStore<Participation>) => {
      expectTypeOf(store.openKeyedStore<Participation>(OPTIONS)).toEqualTypeOf<KeyedStore<Participation>>();
      expectTypeOf(keyed.lookup("k")).resolves.toEqualTypeOf<Participation | undefined>();
      expectTypeOf(sync.lookup("k")).toEqualTypeOf<Participation | undefined>();
      expectTypeOf(sync.entries()).toEqualTypeOf<Entry<Participation>[]>();
      expectTypeOf(keyed.lookupMany(["k"])).resolves.toEqualTypeOf<(Participation | undefined)[]>();
      expectTypeOf(keyed.iterate()).toEqualTypeOf<AsyncIterable<Entry<Participation>>>();
      void keyed.update("k", (current) => ({ repliedAt: (current?.repliedAt ?? 0) + 1 }));
    };
    expectTypeOf(check).toBeFunction();
  });

  it("mistakes in operations", () => {
    const check = (keyed: KeyedStore<Participation>, sync: SyncKeyedStore<Participation>) => {
      // @ts-expect-error a string is no Participation
      void keyed.register("k", "v");
      // @ts-expect-error a key is text
      void keyed.register(1, { repliedAt: 1 });
      // @ts-expect-error a field is missing
      void keyed.register("k", {});
      // @ts-expect-error the option is ttlMs
      void keyed.register("k", { repliedAt: 1 }, { ttl: 5 });
      // @ts-expect-error milliseconds are a number
      void keyed.register("k", { repliedAt: 1 }, { ttlMs: "5m" });
      // @ts-expect-error the function of update is synchronous
      void keyed.update("k", async () => ({ repliedAt: 1 }));
      // @ts-expect-error there may be no current value
      void keyed.update("k", (current) => ({ repliedAt: current.repliedAt + 1 }));
      // @ts-expect-error the expected version comes before the value
      void keyed.compareAndSet("k", { repliedAt: 1 }, 1);
      // @ts-expect-error a condition is an object
      void keyed.delete("k", 1);
      // @ts-expect-error there is no such order
      keyed.iterate({ order: "size" });
      // @ts-expect-error a promise of a value is no value
      const value: Participation | undefined = keyed.lookup("k");
      // @ts-expect-error the entries of an asynchronous store need for await
      for (const entry of keyed.iterate()) expectTypeOf(entry).toBeObject();
      // @ts-expect-error an entry cannot be changed where it is
      for (const entry of sync.iterate()) entry.key = "other";
      // @ts-expect-error what is asked for by a synchronous store is no promise
      void sync.lookup("k").then((value: unknown) => value);
      return value;
    };
    expectTypeOf(check).toBeFunction();
  });

  it("mistakes in opening", () => {
    const check = (store: StateStore, owner: OwnerScope) => {
      // @ts-expect-error a namespace has a cap
      store.openKeyedStore({ namespace: "n" });
      // @ts-expect-error the option is maxEntries
      store.openKeyedStore({ ...OPTIONS, maxEntrys: 5 });
      // @ts-expect-error there is no such overflow
      store.openKeyedStore({ ...OPTIONS, overflow: "drop" });
      // @ts-expect-error the owner is settled
      owner.openKeyedStore({ ...OPTIONS, owner: "other" });
      // @ts-expect-error core alone has no backends
      void openStateStore({ directory: "d" });
      // @ts-expect-error there is no such durability
      void openStateStore({ ...PROVIDERS, durability: "fsync" });
      // @ts-expect-error a store is opened in time
      openStateStore(PROVIDERS).openKeyedStore(OPTIONS);
      // @ts-expect-error a provider is no function that makes one
      const provider: BackendProvider = memoryProvider;
      return provider;
    };
    expectTypeOf(check).toBeFunction();
  });

  it("KS-LIFE-4 a store opened read-only has nothing that writes", () => {
    const check = async () => {
      const store = await openStateStore({ ...PROVIDERS, access: "read-only" });
      expectTypeOf(store).toEqualTypeOf<ReadOnlyStateStore>();
      expectTypeOf(await openStateStore({ ...PROVIDERS, access: "read-write" })).toEqualTypeOf<StateStore>();
      expectTypeOf(await openStateStore(PROVIDERS)).toEqualTypeOf<StateStore>();
      expectTypeOf<StateStore>().toExtend<ReadOnlyStateStore>();
      const keyed = store.openKeyedStore<number>(OPTIONS);
      const sync = store.owner("o").openSyncKeyedStore<number>(OPTIONS);
      expectTypeOf(keyed).toEqualTypeOf<ReadOnlyKeyedStore<number>>();
      expectTypeOf(sync).toEqualTypeOf<ReadOnlySyncKeyedStore<number>>();
      expectTypeOf(keyed.lookup("k")).resolves.toEqualTypeOf<number | undefined>();
      expectTypeOf<keyof typeof keyed>().toEqualTypeOf<
        "lookup" | "lookupEntry" | "lookupMany" | "has" | "keys" | "entries" | "iterate" | "watch" | "count"
      >();
      // @ts-expect-error nothing is written
      void keyed.register("k", 1);
      // @ts-expect-error nothing is written
      sync.delete("k");
      // @ts-expect-error nothing is removed
      void store.sweepExpired();
      // @ts-expect-error nothing is written
      store.owner("o").atomic();
      // @ts-expect-error a claim writes
      createClaims(keyed);
      await store.close();
    };
    expectTypeOf(check).toBeFunction();
  });

  it("a schema says what the values are", () => {
    const check = (store: StateStore, schema: StandardSchema<string, { id: number }>) => {
      expectTypeOf(store.openKeyedStore({ ...OPTIONS, schema })).toEqualTypeOf<KeyedStore<{ id: number }>>();
      expectTypeOf(store.owner("o").openSyncKeyedStore({ ...OPTIONS, schema })).toEqualTypeOf<
        SyncKeyedStore<{ id: number }>
      >();
      // @ts-expect-error the schema is of other values
      store.openKeyedStore<string>({ ...OPTIONS, schema });
      // @ts-expect-error a function is no schema
      store.openKeyedStore({ ...OPTIONS, schema: (value: unknown) => value });
    };
    expectTypeOf(check).toBeFunction();
  });

  it("atomic takes stores of any value", () => {
    const check = (
      store: StateStore,
      keyed: KeyedStore<Participation>,
      sync: SyncKeyedStore<Participation>,
      atomic: Atomic,
    ) => {
      store.owner("o").atomic().check(keyed, "k", null).consume(keyed, "k").delete(keyed, "k");
      atomic.register(keyed, "k", { repliedAt: 1 });
      // @ts-expect-error a number is no Participation
      atomic.register(keyed, "k", 1);
      // @ts-expect-error a step takes an asynchronous store
      atomic.delete(sync, "k");
      // @ts-expect-error a check needs a version, or null
      atomic.check(keyed, "k");
      expectTypeOf(atomic.commit()).resolves.toExtend<{ readonly committed: boolean }>();
    };
    expectTypeOf(check).toBeFunction();
  });

  it("layers", () => {
    const check = async (
      claims: Claims<string>,
      result: ClaimResult<string>,
      front: MemoryFront<number>,
      keyed: KeyedStore<number>,
      state: PluginState,
    ) => {
      // @ts-expect-error there is no claim where the key is a duplicate or in flight
      await result.claim.commit("done");
      if (result.status === "claimed") await result.claim.commit("done");
      if (result.status === "duplicate") expectTypeOf(result.entry.value).toEqualTypeOf<string>();
      // @ts-expect-error several keys are claimed with claimMany
      await claims.claim(["a", "b"]);
      // @ts-expect-error errors of a front are heard
      createMemoryFront(keyed, { maxEntries: 5 });
      // @ts-expect-error the value is a number
      front.record("k", "v");
      // @ts-expect-error a plugin brings nothing back
      state.restore("n", []);
    };
    expectTypeOf(check).toBeFunction();
  });

  it("errors are told apart by a closed list of codes", () => {
    const check = (error: unknown) => {
      // @ts-expect-error it may be anything
      if (error.code === "KEYED_STORE_BUSY") return true;
      // @ts-expect-error there is no such code
      return isKeyedStoreError(error) && error.code === "KEYED_STORE_TIMEOUT";
    };
    expectTypeOf(check).toBeFunction();
  });
});
