import { describe, expectTypeOf, it } from "vitest";
import type { Entry, KeyedStore, StandardSchema, StateStore, SyncKeyedStore } from "../src/index.js";

interface Participation {
  readonly repliedAt: number;
  readonly tags?: string[];
}

const OPTIONS = { namespace: "n", maxEntries: 5 };

describe("types", () => {
  it("values are interfaces as users write them", () => {
    const check = (store: StateStore, keyed: KeyedStore<Participation>, sync: SyncKeyedStore<Participation>) => {
      expectTypeOf(store.openKeyedStore<Participation>(OPTIONS)).toEqualTypeOf<KeyedStore<Participation>>();
      expectTypeOf(keyed.lookup("k")).resolves.toEqualTypeOf<Participation | undefined>();
      expectTypeOf(sync.lookup("k")).toEqualTypeOf<Participation | undefined>();
      expectTypeOf(sync.entries()).toEqualTypeOf<Entry<Participation>[]>();
      expectTypeOf(keyed.lookupMany(["k"])).resolves.toEqualTypeOf<(Participation | undefined)[]>();
      // @ts-expect-error a string is no Participation
      void keyed.register("k", "v");
      void keyed.update("k", (current) => ({ repliedAt: (current?.repliedAt ?? 0) + 1 }));
      // @ts-expect-error the function of update is synchronous
      void keyed.update("k", async () => ({ repliedAt: 1 }));
    };
    expectTypeOf(check).toBeFunction();
  });

  it("a schema says what the values are", () => {
    const check = (store: StateStore, schema: StandardSchema<string, { id: number }>) => {
      expectTypeOf(store.openKeyedStore({ ...OPTIONS, schema })).toEqualTypeOf<KeyedStore<{ id: number }>>();
      expectTypeOf(store.owner("o").openSyncKeyedStore({ ...OPTIONS, schema })).toEqualTypeOf<
        SyncKeyedStore<{ id: number }>
      >();
    };
    expectTypeOf(check).toBeFunction();
  });

  it("atomic takes stores of any value", () => {
    const check = (store: StateStore, keyed: KeyedStore<Participation>) => {
      const atomic = store.owner("o").atomic();
      atomic.check(keyed, "k", null).consume(keyed, "k").delete(keyed, "k").register(keyed, "k", { repliedAt: 1 });
      // @ts-expect-error a number is no Participation
      atomic.register(keyed, "k", 1);
      expectTypeOf(atomic.commit()).resolves.toExtend<{ readonly committed: boolean }>();
    };
    expectTypeOf(check).toBeFunction();
  });
});
