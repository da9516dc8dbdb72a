import { describe, expectTypeOf, it } from "vitest";
import {
  type BackendProvider,
  defaultProviders,
  type KeyedStore,
  openStateStore,
  type ReadOnlyStateStore,
  type StateStore,
} from "../src/index.js";

/* What compiles, and above all what does not. The functions are never called: the compiler is the test. */

describe("types of keyed-store", () => {
  it("a store needs nothing but a directory, and that may come from the environment", () => {
    const check = async () => {
      expectTypeOf(await openStateStore()).toEqualTypeOf<StateStore>();
      const store = await openStateStore({ directory: "d" });
      expectTypeOf(store.openKeyedStore<number>({ namespace: "n", maxEntries: 5 })).toEqualTypeOf<KeyedStore<number>>();
      expectTypeOf(defaultProviders()).resolves.toExtend<readonly BackendProvider[]>();
      // @ts-expect-error a directory is named in an object
      await openStateStore("d");
      // @ts-expect-error the option is directory
      await openStateStore({ dir: "d" });
      // @ts-expect-error a backend has a name
      await openStateStore({ backend: defaultProviders() });
      // @ts-expect-error the default providers come in time
      await openStateStore({ providers: defaultProviders() });
      // @ts-expect-error there is no such thread
      await openStateStore({ thread: "shared" });
    };
    expectTypeOf(check).toBeFunction();
  });

  it("KS-LIFE-4 a store opened read-only has nothing that writes", () => {
    const check = async () => {
      const store = await openStateStore({ directory: "d", access: "read-only" });
      expectTypeOf(store).toEqualTypeOf<ReadOnlyStateStore>();
      // @ts-expect-error nothing is written
      await store.openKeyedStore<number>({ namespace: "n", maxEntries: 5 }).register("k", 1);
    };
    expectTypeOf(check).toBeFunction();
  });
});
