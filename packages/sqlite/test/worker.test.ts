import { spawnSync } from "node:child_process";
import {
  type BackendProvider,
  isKeyedStoreError,
  KeyedStoreError,
  memoryProvider,
  openStateStore,
  type StateStore,
  type StoreEvent,
} from "@keyed-store/core";
import { sqliteProvider } from "@keyed-store/sqlite";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

/** The host's timers, which a library takes when it is loaded, and which a test may exchange nevertheless. */
const timers = vi.hoisted(() => {
  const { setTimeout, clearTimeout } = globalThis;
  const current = { setTimeout, clearTimeout };
  globalThis.setTimeout = ((...given: Parameters<typeof setTimeout>) =>
    current.setTimeout(...given)) as typeof setTimeout;
  globalThis.clearTimeout = (timer) => current.clearTimeout(timer);
  return { current, setTimeout, clearTimeout };
});
Object.assign(globalThis, { setTimeout: timers.setTimeout, clearTimeout: timers.clearTimeout });

const url = new URL("./fixtures/providers.mjs", import.meta.url).href;
const never = (): never => {
  throw new Error("It must not be loaded in this thread.");
};

function provider(name: string): BackendProvider {
  return sqliteProvider({ name, check: () => undefined, load: never, module: { url, export: name } });
}

/** Does some work while no timer ends by itself. */
async function withFakeTimers(work: () => Promise<void>): Promise<void> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  Object.assign(timers.current, { setTimeout, clearTimeout });
  try {
    await work();
  } finally {
    vi.useRealTimers();
    Object.assign(timers.current, { setTimeout, clearTimeout });
  }
}

const stores: StateStore[] = [];
let directory = "";
let tests = 0;
beforeEach(() => {
  directory = `d${++tests}`;
});
const open = async (more: Partial<Parameters<typeof openStateStore>[0]> = {}): Promise<StateStore> => {
  const store = await openStateStore({ directory, providers: [provider("moody")], thread: "worker", ...more });
  stores.push(store);
  return store;
};
const keyedOf = (store: StateStore) =>
  store.openKeyedStore<unknown>({ owner: "o", namespace: "n", maxEntries: 10, defaultTtlMs: 100 });

afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

describe("KS-THREAD-1 an engine in a worker thread", () => {
  it("serves all stores of this thread, and two openings of one store are one", async () => {
    const [one, other, elsewhere] = await Promise.all([open(), open(), open({ directory: "elsewhere" })]);
    expect(Number(one.backend.engineVersion)).toBeGreaterThan(0);
    expect(elsewhere.backend.engineVersion).toBe(one.backend.engineVersion);
    await keyedOf(one).register("a", 1);
    expect(await keyedOf(other).lookup("a")).toBe(1);
    expect(await keyedOf(elsewhere).lookup("a")).toBeUndefined();
    await one.close();
    expect(await keyedOf(other).lookup("a")).toBe(1);
  });

  it("completes operations in the order of issue, whoever awaits them", async () => {
    const keyed = keyedOf(await open());
    const order: string[] = [];
    await Promise.all([
      keyed.register("a", 1).then(() => order.push("register")),
      keyed.lookup("a").then((value) => order.push(`lookup ${String(value)}`)),
      keyed.update("a", () => 2).then(() => order.push("update")),
      keyed.consume("a").then((value) => order.push(`consume ${String(value)}`)),
    ]);
    expect(order).toEqual(["register", "lookup 1", "update", "consume 2"]);
  });

  it("reads the clock of this thread inside the step, once for what is committed together", async () => {
    let readings = 0;
    const keyed = keyedOf(await open({ clock: () => 1_000 + readings++ }));
    readings = 0;
    await Promise.all([keyed.register("a", 1), keyed.register("b", 1)]);
    const entries = await keyed.entries();
    expect(entries.map(({ createdAt }) => createdAt)).toEqual([1_000, 1_000]);
    expect(readings).toBe(2);
  });

  it("fails an operation with the very error that the clock throws, and goes on", async () => {
    const broken = new KeyedStoreError("KEYED_STORE_INVALID_INPUT", "The clock is broken.");
    let now = (): number => 1_000;
    const keyed = keyedOf(await open({ clock: () => now() }));
    now = () => {
      throw broken;
    };
    await expect(keyed.register("a", 1)).rejects.toMatchObject({ message: broken.message, operation: "register" });
    now = () => 1_000;
    expect(await keyed.lookup("a")).toBeUndefined();
    await keyed.register("a", 1);
    expect(await keyed.lookup("a")).toBe(1);
  });

  it("fails with errors that have lost nothing on the way", async () => {
    const error: unknown = await keyedOf(await open())
      .register("deep", 1)
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(KeyedStoreError);
    expect(isKeyedStoreError(error)).toBe(true);
    expect(error).toMatchObject({
      code: "KEYED_STORE_WRITE_FAILED",
      message: "The disk is full.",
      operation: "register",
      retryable: true,
      backend: "moody",
      path: "/p",
      owner: "o",
      namespace: "n",
      cause: {
        name: "TypeError",
        message: "engine failed",
        result: "SQLITE_FULL",
        stack: expect.stringContaining("providers.mjs"),
        cause: { message: "no space", code: "ENOSPC", errno: -28, syscall: "write" },
      },
    });
  });

  it("KS-SHARE-5 tries again when the process that had the store has left, though no pause ends", async () => {
    const store = await open();
    await withFakeTimers(async () => {
      await keyedOf(store).register("held", 1);
      expect(await keyedOf(store).lookup("held")).toBe(1);
    });
  });

  it("tells each opening what happens", async () => {
    const told: StoreEvent["type"][] = [];
    const store = await open({ onEvent: ({ type }) => void told.push(type) });
    await keyedOf(store).register("event", 1);
    await keyedOf(store).lookup("event");
    expect(told).toEqual(["backend-selected", "checkpoint", "checkpoint"]);
  });

  it("is refused where the engine cannot be loaded there, with the reason", async () => {
    const refused = await openStateStore({ directory: "d", providers: [provider("refused")], thread: "worker" }).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({
      code: "KEYED_STORE_BACKEND_UNAVAILABLE",
      message: expect.stringMatching(/could not be loaded.*no such engine/s),
    });
    for (const name of ["leaving", "gone"])
      await expect(
        openStateStore({ directory: "d", providers: [provider(name)], thread: "worker" }),
      ).rejects.toMatchObject({ code: "KEYED_STORE_BACKEND_UNAVAILABLE" });
  });

  it("is UNSUPPORTED where the provider offers none, before anything is loaded", async () => {
    await expect(open({ providers: [memoryProvider()], backend: "memory" })).rejects.toMatchObject({
      code: "KEYED_STORE_UNSUPPORTED",
      message: expect.stringMatching(/thread: "worker".*"memory"/),
    });
  });
});

describe("KS-THREAD-2 a worker thread that ends", () => {
  it.each(["exit", "throw"])("by itself (%s) fails what was asked of it, and a new one can be opened", async (mood) => {
    const store = await open();
    const keyed = keyedOf(store);
    await keyed.register("kept", 1);
    const write = keyed.register(mood, 1).catch((error: unknown) => error);
    const read = keyed.lookup("kept").catch((error: unknown) => error);
    expect(await write).toMatchObject({
      code: "KEYED_STORE_WRITE_FAILED",
      operation: "register",
      message: expect.stringMatching(/may have happened or not.*Open the store again/),
      cause: { name: "ThreadEnded", cause: { message: expect.stringMatching(/code 3|thrown in the thread/) } },
    });
    expect(await read).toMatchObject({ code: "KEYED_STORE_READ_FAILED", operation: "lookup" });
    await expect(keyed.lookup("kept")).rejects.toMatchObject({ code: "KEYED_STORE_READ_FAILED" });
    await expect(store.flush()).rejects.toMatchObject({ code: "KEYED_STORE_WRITE_FAILED" });
    expect(await store.probe()).toMatchObject({ ok: false });
    await store.close();

    const again = await open();
    expect(again.backend.engineVersion).not.toBe(store.backend.engineVersion);
    await keyedOf(again).register("a", 1);
    expect(await keyedOf(again).lookup("a")).toBe(1);
  });

  it("does so when nothing was open in it for a while, and not before", async () => {
    await withFakeTimers(async () => {
      const first = await open();
      const number = first.backend.engineVersion;
      await vi.advanceTimersByTimeAsync(100_000);
      await keyedOf(first).register("a", 1);
      await first.close();
      await vi.advanceTimersByTimeAsync(1_999);
      const second = await open();
      expect(second.backend.engineVersion).toBe(number);
      await vi.advanceTimersByTimeAsync(100_000);
      await keyedOf(second).register("a", 1);
      await second.close();
      await vi.advanceTimersByTimeAsync(2_000);
      expect((await open()).backend.engineVersion).not.toBe(number);
    });
  });

  it("keeps no process alive but for what is under way, whatever kind of text the program is", () => {
    const program = `
      import { openStateStore } from ${JSON.stringify(import.meta.resolve("@keyed-store/core"))};
      import { sqliteProvider } from ${JSON.stringify(import.meta.resolve("@keyed-store/sqlite"))};
      const module = { url: ${JSON.stringify(url)}, export: "moody" };
      const providers = [sqliteProvider({ name: "moody", check() {}, load() {}, module })];
      const store = await openStateStore({ directory: "d", providers, thread: "worker" });
      const keyed = store.openKeyedStore({ namespace: "n", maxEntries: 10 });
      keyed.register("a", 1).then(() => keyed.lookup("a")).then((value) => console.log("read", value));
    `;
    const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
      encoding: "utf8",
      timeout: 60_000,
    });
    expect({ stdout, stderr, status }).toEqual({ stdout: "read 1\n", stderr: "", status: 0 });
  });
});
