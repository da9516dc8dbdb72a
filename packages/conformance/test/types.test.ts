import { type BackendUnderTest, conformance, type Plan, type Runner } from "@keyed-store/conformance";
import { benchmarkStores, type Samples } from "@keyed-store/conformance/bench";
import { memoryProvider } from "@keyed-store/core";
import { describe, expectTypeOf, it } from "vitest";

/* What compiles, and above all what does not. The functions are never called: the compiler is the test. */

const BACKEND: BackendUnderTest = {
  name: "mine",
  provider: () => memoryProvider(),
  capabilities: { synchronous: true, persistent: false, multiProcess: false, durability: ["process"] },
};

describe("types of @keyed-store/conformance", () => {
  it("takes the runner of the author's tests", () => {
    const check = (runner: Runner) => {
      expectTypeOf(conformance({ describe, it, backend: BACKEND })).toEqualTypeOf<Plan>();
      conformance({ ...runner, backend: BACKEND });
      // @ts-expect-error a runner comes from outside
      conformance({ backend: BACKEND });
      // @ts-expect-error a provider is made anew for each test
      conformance({ ...runner, backend: { ...BACKEND, provider: memoryProvider() } });
      // @ts-expect-error whether it persists is said, too
      conformance({ ...runner, backend: { ...BACKEND, capabilities: { synchronous: true } } });
      // @ts-expect-error there is no such durability
      const capabilities: BackendUnderTest["capabilities"] = { ...BACKEND.capabilities, durability: ["none"] };
      conformance({ ...runner, backend: { ...BACKEND, capabilities } });
      // @ts-expect-error another process finds a provider by a specifier and a name
      conformance({ ...runner, backend: { ...BACKEND, providerModule: "mine" } });
    };
    expectTypeOf(check).toBeFunction();
  });

  it("measures stores by what they are called", () => {
    const check = () => {
      const plan = { rounds: 1, turnMs: 1 };
      const place = { provider: memoryProvider(), directory: "d", entries: 1 };
      expectTypeOf(benchmarkStores({ ...plan, stores: { mine: place } })).resolves.toEqualTypeOf<
        Record<string, Samples>
      >();
      // @ts-expect-error there is something to compare
      void benchmarkStores(plan);
      // @ts-expect-error an operation is chosen by its name
      void benchmarkStores({ ...plan, stores: { mine: place }, operationNames: "register" });
    };
    expectTypeOf(check).toBeFunction();
  });
});
