import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";

const SPACE = { namespace: "n", maxEntries: 10_000 };

/** So much that the thread is given up in between, for which the library waits. */
const MANY = 2_000;

/**
 * What a program does with a store, on one backend: nothing of it may depend on whose globals it finds, or on their timers.
 *
 * @param {typeof import("keyed-store")} library
 * @param {string} backend
 * @param {"main" | "worker"} [thread]
 */
export async function exercise(library, backend, thread = "main") {
  const directory = mkdtempSync(join(tmpdir(), "keyed-store-runner-"));
  const providers = [...(await library.defaultProviders()), library.memoryProvider()];
  /** @type {string[]} */
  const events = [];
  const limits = { maxEntriesPerOwner: 20_000 };
  const options = {
    directory,
    backend,
    providers,
    thread,
    limits,
    onEvent: (/** @type {{ type: string }} */ { type }) => events.push(type),
  };
  try {
    const store = await library.openStateStore(options);
    const keyed = store.openKeyedStore(SPACE);
    const keys = Array.from({ length: MANY }, (_, index) => `key ${index}`);
    await Promise.all(keys.map((key) => keyed.register(key, { key })));
    for (const key of keys.slice(0, 500)) await keyed.touch(key, { ttlMs: 60_000 });
    assert.equal(await keyed.count(), MANY);
    assert.equal(await keyed.update("key 1", () => ({ key: "updated" })), true);
    assert.equal((await keyed.lookup("key 1")).key, "updated");
    await keyed.register("foreign", runInNewContext("({ a: [1] })"));
    assert.equal(JSON.stringify(await keyed.consume("foreign")), '{"a":[1]}');

    const claims = library.createClaims(store.openKeyedStore({ ...SPACE, namespace: "c", overflow: "reject-new" }));
    const first = await claims.claim("event");
    assert.equal(first.status === "claimed" && (await first.claim.commit("done")), true);
    assert.equal((await claims.claim("event")).status, "duplicate");

    await refused(
      library,
      "INVALID_INPUT",
      keyed.update("key 1", () => runInNewContext("Promise.reject(new Error())")),
    );
    if (backend !== "memory") {
      const missing = { ...options, directory: join(directory, "missing"), access: /** @type {const} */ ("read-only") };
      await refused(library, "OPEN_FAILED", library.openStateStore(missing));
    }
    const { ok, steps } = await store.probe();
    assert.ok(ok, JSON.stringify(steps));
    await store.flush();
    await store.close();
    await refused(library, "CLOSED", keyed.count());
    assert.equal(events[0], "backend-selected");

    const again = await library.openStateStore(options);
    assert.equal(await again.openKeyedStore(SPACE).count(), MANY);
    await again.close();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * @param {typeof import("keyed-store")} library
 * @param {string} code
 * @param {Promise<unknown>} promise
 */
async function refused(library, code, promise) {
  const outcome = await promise.catch((error) => error);
  assert.ok(library.isKeyedStoreError(outcome), `${code} was expected`);
  assert.equal(outcome.code, `KEYED_STORE_${code}`);
}

/** The backends that this process is to be tried with. */
export const BACKENDS = (process.env["RUNNER_BACKENDS"] ?? "").split(",");
