import { nativeProvider } from "@keyed-store/backend-native";
import { type BackendProvider, openStateStore } from "@keyed-store/core";
import { describe, expectTypeOf, it } from "vitest";

/* What compiles, and above all what does not. The functions are never called: the compiler is the test. */

describe("types of @keyed-store/backend-native", () => {
  it("its provider takes nothing", () => {
    const check = async () => {
      expectTypeOf(nativeProvider()).toEqualTypeOf<BackendProvider>();
      // @ts-expect-error there are no options
      nativeProvider({ wasm: new Uint8Array() });
      // @ts-expect-error a provider is made first
      await openStateStore({ directory: "d", providers: [nativeProvider] });
    };
    expectTypeOf(check).toBeFunction();
  });
});
