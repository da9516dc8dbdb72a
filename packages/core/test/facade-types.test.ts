import { describe, expectTypeOf, it } from "vitest";
import type {
  Entry,
  JsonValue,
  KeyedStore,
  StandardSchema,
  StateStore,
  Storable,
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
