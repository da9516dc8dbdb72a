import { describe, expectTypeOf, it } from "vitest";
import type {
  Claim,
  Claims,
  createClaims,
  Entry,
  JsonValue,
  KeyedStore,
  StateStore,
  Storable,
  SyncKeyedStore,
} from "../src/index.js";

const OPTIONS = { namespace: "n", maxEntries: 5 };

describe("types of values, ranges and claims", () => {
  it("KS-VALUE-1 what can be stored may be a type", () => {
    interface Node {
      readonly name: string;
      readonly state: "open" | "closed" | null;
      readonly children: readonly Node[];
      readonly parent?: Node;
      readonly place: readonly [x: number, y?: number];
      readonly labels: Record<string, string | undefined>;
      readonly extra: unknown;
    }
    type Branded = string & { readonly [brand]: true };
    const brand: unique symbol = Symbol();
    const check = (store: StateStore) => {
      expectTypeOf(store.openKeyedStore<Node>(OPTIONS)).toEqualTypeOf<KeyedStore<Node>>();
      expectTypeOf(store.openKeyedStore<JsonValue>(OPTIONS)).toEqualTypeOf<KeyedStore<JsonValue>>();
      expectTypeOf(store.openKeyedStore<unknown>(OPTIONS)).toEqualTypeOf<KeyedStore<unknown>>();
      expectTypeOf(store.openKeyedStore(OPTIONS)).toEqualTypeOf<KeyedStore<unknown>>();
      store.openKeyedStore<string | Node | null>(OPTIONS);
      store.openKeyedStore<Node[][]>(OPTIONS);
      store.openKeyedStore<readonly [Node, number] | boolean>(OPTIONS);
      store.openKeyedStore<Branded>(OPTIONS);
      store.openKeyedStore<object>(OPTIONS);
      // biome-ignore lint/suspicious/noExplicitAny: as in JavaScript
      store.openKeyedStore<any>(OPTIONS);
      // biome-ignore lint/suspicious/noExplicitAny: as in JavaScript
      store.openKeyedStore<{ readonly inner: any }>(OPTIONS);
      const openFor = <T extends Storable<T>>(): KeyedStore<T> => store.openKeyedStore<T>(OPTIONS);
      openFor<Node>();
      // @ts-expect-error the constraint is handed on
      openFor<{ readonly at: Date }>();
    };
    expectTypeOf(check).toBeFunction();
  });

  it("KS-VALUE-1 what can never be stored may be none, however deep", () => {
    interface Loop {
      readonly next?: Loop;
      readonly at: Date;
    }
    const check = (store: StateStore) => {
      // @ts-expect-error a Date
      store.openKeyedStore<Date>(OPTIONS);
      // @ts-expect-error a Date in a member
      store.openKeyedStore<{ readonly at: Date }>(OPTIONS);
      // @ts-expect-error a Date in an optional member
      store.openKeyedStore<{ readonly at?: Date }>(OPTIONS);
      // @ts-expect-error a Date in a union
      store.openKeyedStore<string | Date>(OPTIONS);
      // @ts-expect-error a Date in a member of a union
      store.openKeyedStore<{ readonly a: string } | { readonly b: number | Date } | null>(OPTIONS);
      // @ts-expect-error a Date in an array
      store.openKeyedStore<{ readonly list: readonly { readonly at: Date }[] }>(OPTIONS);
      // @ts-expect-error a Date in a tuple
      store.openKeyedStore<[number, Date]>(OPTIONS);
      // @ts-expect-error a Date in a record
      store.openKeyedStore<Record<string, Date>>(OPTIONS);
      // @ts-expect-error a Date in a recursive type
      store.openKeyedStore<Loop>(OPTIONS);
      // @ts-expect-error a Map
      store.openKeyedStore<{ readonly map: Map<string, number> }>(OPTIONS);
      // @ts-expect-error a Set
      store.openKeyedStore<Set<string>>(OPTIONS);
      // @ts-expect-error a set that is read
      store.openKeyedStore<{ readonly set: ReadonlySet<{ readonly a: string }> }>(OPTIONS);
      // @ts-expect-error a function
      store.openKeyedStore<{ readonly call: (value: number) => string }>(OPTIONS);
      // @ts-expect-error a method
      store.openKeyedStore<{ call(value: number): string }>(OPTIONS);
      // @ts-expect-error a function itself
      store.openKeyedStore<() => void>(OPTIONS);
      // @ts-expect-error a class
      store.openKeyedStore<{ readonly type: typeof Date }>(OPTIONS);
      // @ts-expect-error a symbol
      store.openKeyedStore<{ readonly name: symbol }>(OPTIONS);
      // @ts-expect-error a bigint
      store.openKeyedStore<bigint>(OPTIONS);
      // @ts-expect-error a bigint in a member
      store.openKeyedStore<{ readonly count: bigint | number }>(OPTIONS);
      // @ts-expect-error through a synchronous store
      store.openSyncKeyedStore<{ readonly at: Date }>(OPTIONS);
      // @ts-expect-error through an owner
      store.owner("o").openKeyedStore<{ readonly at: Date }>(OPTIONS);
      // @ts-expect-error through an owner, synchronous
      store.owner("o").openSyncKeyedStore<{ readonly at: Date }>(OPTIONS);
    };
    expectTypeOf(check).toBeFunction();
  });

  it("keys take ranges", () => {
    const check = (keyed: KeyedStore<number>, sync: SyncKeyedStore<number>) => {
      expectTypeOf(keyed.keys({ prefix: "a", limit: 5 })).resolves.toEqualTypeOf<string[]>();
      expectTypeOf(sync.keys()).toEqualTypeOf<string[]>();
      expectTypeOf(keyed.has("a")).resolves.toBeBoolean();
      expectTypeOf(sync.count({ from: "a", to: "b" })).toBeNumber();
      // @ts-expect-error a range has no limit
      void keyed.clear({ limit: 5 });
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
