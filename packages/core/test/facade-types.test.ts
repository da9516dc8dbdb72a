import { describe, expectTypeOf, it } from "vitest";
import type {
  Claim,
  Claims,
  createClaims,
  Entry,
  KeyedStore,
  StandardSchema,
  StateStore,
  SyncKeyedStore,
} from "../src/index.js";

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

  it("what a claim is committed with is what its record holds, null only where that is said", () => {
    interface Sent {
      readonly mail: string;
    }
    const check = (store: StateStore, sent: Claims<Sent>, marks: Claims<null>, any: Claims, claim: Claim<Sent>) => {
      expectTypeOf<ReturnType<typeof createClaims<Sent>>>().toEqualTypeOf<Claims<Sent>>();
      expectTypeOf(sent.lookup("k")).resolves.toEqualTypeOf<Entry<Sent> | undefined>();
      void claim.commit({ mail: "m" }, { ttlMs: 5 });
      // @ts-expect-error its record is no null
      void claim.commit();
      // @ts-expect-error a number is no result
      void claim.commit(1);
      void sent.run("k", () => ({ mail: "m" }));
      void sent.run("k", async (signal) => ({ mail: String(signal.aborted) }));
      // @ts-expect-error work that gives nothing is no work with a result
      void sent.run("k", () => {});
      void marks.run("k", () => {});
      void marks.run("k", async () => {});
      void any.run("k", () => ({ any: ["value"] }));
      expectTypeOf(sent.run("k", () => ({ mail: "m" }))).resolves.toEqualTypeOf<
        | { readonly status: "done"; readonly value: Sent }
        | { readonly status: "duplicate"; readonly entry: Entry<Sent> }
        | { readonly status: "in-flight"; readonly until: number }
      >();
      const atomic = store.owner("o").atomic();
      atomic.commitClaim(claim, { mail: "m" }, { ttlMs: null });
      // @ts-expect-error its record is no null
      atomic.commitClaim(claim);
    };
    expectTypeOf(check).toBeFunction();
  });
});
