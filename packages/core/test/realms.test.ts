import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import type { Outcome } from "../src/backend/transaction.js";
import { getErrorCode } from "../src/host/get-error-code.js";
import { isError } from "../src/host/is-error.js";
import { createPluginRuntime } from "../src/layers/plugin-runtime/create-plugin-runtime.js";
import { openFake } from "./support/open-fake.js";
import { refusal } from "./support/refusal.js";
import { rejection } from "./support/rejection.js";

/** What a program of another realm made, as under a test runner with contexts of its own. */
const foreign = (code: string) => runInNewContext(code); // of any type: what it is is what is tested
const OPTIONS = { namespace: "n", maxEntries: 100 };

describe("another realm", () => {
  it("its errors are errors, and bear their codes", () => {
    expect(foreign("new RangeError('x')") instanceof Error).toBe(false);
    for (const code of ["new RangeError('x')", "new (class Mine extends Error {})('x')", "new AggregateError([])"]) {
      expect(isError(foreign(code))).toBe(true);
    }
    for (const code of ["({ name: 'Error', message: 'x' })", "'Error'", "null", "undefined", "() => {}"]) {
      expect(isError(foreign(code))).toBe(false);
    }
    expect(getErrorCode(foreign("Object.assign(new Error('x'), { code: 'ENOENT' })"))).toBe("ENOENT");
    expect(getErrorCode(foreign("Object.assign(new Error('x'), { code: 7 })"))).toBe(undefined);
    expect(getErrorCode(foreign("({ get code() { throw 1; } })"))).toBe(undefined);
    expect(getErrorCode(foreign("'ENOENT'"))).toBe(undefined);
  });

  it("KS-VALUE-2 its values are stored", async () => {
    const { store } = await openFake();
    const keyed = store.openKeyedStore(foreign("({ namespace: 'n', maxEntries: 100 })"));
    await keyed.register("k", foreign("({ a: [1, { b: null }] })"), foreign("({ ttlMs: 1000 })"));
    expect(await keyed.lookupMany(foreign("['k']"))).toEqual([{ a: [1, { b: null }] }]);
  });

  it("KS-ERR-3 its promises are refused where promises are, and nothing of them goes unhandled", async () => {
    const { store } = await openFake();
    const promise = () => foreign("Promise.reject(new Error('nobody hears this'))");
    const error = await rejection(store.openKeyedStore<number>(OPTIONS).update("k", promise));
    expect(error).toMatchObject({
      code: "KEYED_STORE_INVALID_INPUT",
      message: expect.stringMatching(/promise.*Await/),
    });
    const runtime = createPluginRuntime(store, { authorize: promise });
    const plugin = runtime.forPlugin({ id: "p", origin: "bundled" });
    expect(refusal(() => plugin.state.openKeyedStore(OPTIONS)).code).toBe("KEYED_STORE_INVALID_INPUT");
  });

  it("KS-ATOM-1 a backend's promises are waited for, and its errors told", async () => {
    const promised: (outcomes: readonly Outcome[]) => Promise<Outcome[]> = foreign(
      "(outcomes) => Promise.resolve(outcomes)",
    );
    const { store } = await openFake({
      capabilities: { synchronous: false },
      execute: () => promised([{ status: "done", results: [7] }]),
    });
    expect(await store.openKeyedStore(OPTIONS).count()).toBe(7);
    const failing = await openFake({
      execute() {
        throw foreign("new TypeError('x')");
      },
    });
    const error = await rejection(failing.store.openKeyedStore(OPTIONS).count());
    expect(error.message).toContain("(TypeError)");
  });
});
