import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { assertWasmModuleFits, createDriver, WASM_FILE } from "@keyed-store/backend-wasm/portable";
import { createMemoryDisk, type MemoryDisk } from "@keyed-store/backend-wasm/testing";
import {
  type Backend,
  type BackendInfo,
  type BackendOpenOptions,
  type BackendProvider,
  type KeyedStore,
  openStateStore,
  type StateStore,
  type StoreEvent,
} from "@keyed-store/core";
import {
  createEngine,
  createEngineThread,
  createLoadedBackend,
  type Engine,
  type EngineThread,
  type FromWorker,
  keepOneThread,
  loadBackendInThread,
  type SqliteDriver,
  serveThreadRequests,
  type ToWorker,
} from "@keyed-store/sqlite/portable";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMemoryHost, type MemoryPlace } from "./memory-host.js";

/* The engine on a host that has nothing of Node: what the portable doors give is all that it takes. */

const module = new WebAssembly.Module(readFileSync(createRequire(import.meta.url).resolve(WASM_FILE)));
assertWasmModuleFits(module, "installed");
let disk: MemoryDisk;
let place: MemoryPlace;
const stores: StateStore[] = [];
const events: StoreEvent[] = [];

beforeEach(() => {
  disk = createMemoryDisk();
  place = { disk, holder: undefined, waiting: new Set() };
  events.splice(0);
});

afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

/** What opens stores for one session, such as a tab. */
function openerOf(
  driver: SqliteDriver,
  sessionName: string,
): (info: BackendInfo, given: BackendOpenOptions) => Backend {
  const engines = new Map<string, Engine>();
  return (info, options) => {
    const path = `/${options.directory}/${options.fileName}`;
    const engine =
      engines.get(path) ??
      createEngine(driver, info, createMemoryHost(place, path, sessionName), () => void engines.delete(path));
    engines.set(path, engine);
    engine.addOpening(options);
    return engine.backend;
  };
}

function providerOf(sessionName: string): BackendProvider {
  return {
    name: "browser",
    check: () => undefined,
    load() {
      const driver = createDriver({ module, engineVersion: "1", createDisk: () => place.disk, name: "browser" });
      return createLoadedBackend(driver, openerOf(driver, sessionName));
    },
  };
}

function deliver<M>(message: M, listeners: readonly ((message: M) => void)[]): void {
  for (const listener of listeners) listener(structuredClone(message));
}

/** The same behind the protocol of workers, whose messages are copied and kept. */
function workerProviderOf(sessionName: string, sent: ToWorker[]): BackendProvider {
  const local = providerOf(sessionName);
  const getThread = keepOneThread((onEnd): EngineThread => {
    const toPage: ((message: FromWorker) => void)[] = [];
    const toWorker: ((message: ToWorker) => void)[] = [];
    serveThreadRequests(
      {
        post: (message) => queueMicrotask(() => deliver(message, toPage)),
        onMessage: (listener) => void toWorker.push(listener),
        close: () => undefined,
      },
      { load: () => local.load() },
    );
    return createEngineThread(
      {
        post(message) {
          sent.push(message);
          queueMicrotask(() => deliver(message, toWorker));
        },
        onMessage: (listener) => void toPage.push(listener),
        onEnd: () => undefined,
      },
      { onEnd },
    );
  });
  return { name: "browser", check: () => undefined, load: () => loadBackendInThread(getThread) };
}

async function open(provider: BackendProvider, more: Partial<Parameters<typeof openStateStore>[0]> = {}) {
  const store = await openStateStore({
    directory: "app",
    providers: [provider],
    onEvent: (event) => void events.push(event),
    ...more,
  });
  stores.push(store);
  return store;
}

const keyedOf = (store: StateStore): KeyedStore<unknown> =>
  store.openKeyedStore<unknown>({ owner: "o", namespace: "n", maxEntries: 10 });

describe("a host of one's own", () => {
  it("KS-PROBE-1 keeps a store, which passes its probe and says what it has not", async () => {
    const store = await open(providerOf("tab 1"));
    expect(store.backend).toMatchObject({ name: "browser", engine: "sql.js" });
    await keyedOf(store).register("a", { b: "ä" });
    await store.flush();
    expect((await store.probe()).steps.map(({ ok }) => ok)).toEqual([true, true, true, true, true, true]);
    await expect(store.backup("elsewhere")).rejects.toMatchObject({ code: "KEYED_STORE_UNSUPPORTED" });
    await stores.pop()?.close();
    expect(place.holder).toBeUndefined();
    expect(await keyedOf(await open(providerOf("tab 1"))).lookup("a")).toEqual({ b: "ä" });
  });

  it("KS-SHARE-1 hands the file over to another session that waits, in the host's words", async () => {
    const one = keyedOf(await open(providerOf("tab 1")));
    await one.register("a", 1);
    const two = keyedOf(await open(providerOf("tab 2")));
    for (let round = 0; round < 20; round += 1) {
      await one.register("a", round);
      expect(await two.lookup("a")).toBe(round);
    }
    expect(events).toContainEqual(expect.objectContaining({ type: "hand-over", to: "tab 2" }));
  });

  it("KS-SHARE-1 is refused in the host's words where the other session does not give way", async () => {
    place.holder = { name: "a frozen tab", ring: () => undefined };
    await expect(open(providerOf("tab 2"), { busyTimeoutMs: 20 })).rejects.toMatchObject({
      code: "KEYED_STORE_BUSY",
      message: expect.stringContaining("a frozen tab"),
    });
  });

  it.each(["", "-wal", "-journal"])("KS-SEC-3 leaves a file of others as it is (with %j beside it)", async (suffix) => {
    const write = (name: string, text: string): void => {
      const file = disk.open(name, { write: true, create: true, exclusive: false });
      const bytes = new TextEncoder().encode(text.repeat(1024));
      file.write(bytes, 0, bytes.length, 0);
      file.close();
    };
    write("state.sqlite", "x");
    if (suffix !== "") write(`state.sqlite${suffix}`, "y");
    const before = disk.image();
    await expect(open(providerOf("tab 1"))).rejects.toMatchObject({ code: "KEYED_STORE_OPEN_FAILED" });
    expect(disk.image()).toEqual(before);
  });
});

describe("KS-THREAD-1 a worker that cannot wait for answers", () => {
  it("goes by the time that the page read when it sent the request", async () => {
    const sent: ToWorker[] = [];
    let now = 1_000;
    const store = await open(workerProviderOf("tab 1", sent), { clock: () => now });
    const keyed = keyedOf(store);
    await keyed.register("a", 1, { ttlMs: 100 });
    now = 1_099;
    expect(await keyed.lookup("a")).toBe(1);
    now = 1_100;
    expect(await keyed.lookup("a")).toBeUndefined();
    const clocks = sent.flatMap((each) => (each !== "end" && "clock" in each.request ? [each.request.clock] : []));
    expect(clocks).toContainEqual({ at: 1_100 });
    expect(clocks).not.toContain("asked");
  });

  it("fails an operation whose clock fails, and the next one goes on", async () => {
    let fails = false;
    const clock = (): number => {
      if (fails) throw new RangeError("no time");
      return 1;
    };
    const keyed = keyedOf(await open(workerProviderOf("tab 1", []), { clock }));
    await keyed.register("a", 1);
    fails = true;
    await expect(keyed.lookup("a")).rejects.toMatchObject({ cause: new RangeError("no time") });
    fails = false;
    expect(await keyed.lookup("a")).toBe(1);
  });

  it("reads the system's clock itself", async () => {
    const sent: ToWorker[] = [];
    await keyedOf(await open(workerProviderOf("tab 1", sent))).register("a", 1);
    expect(sent).toContainEqual(
      expect.objectContaining({ request: expect.objectContaining({ kind: "execute", clock: "system" }) }),
    );
  });
});
