import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { StoreEvent } from "../src/contract/store-event.js";
import { KeyedStoreError } from "../src/errors/keyed-store-error.js";
import { memoryProvider } from "../src/memory/memory-provider.js";
import type { OpenStateStoreOptions } from "../src/opening/open-options.js";
import { openStateStore } from "../src/opening/open-state-store.js";
import { openStateStoreWithScheduler } from "../src/opening/open-state-store-with-scheduler.js";
import { busy, type FakeOptions, fakeProvider } from "./support/fake-provider.js";
import { FakeScheduler, settleMicrotasks } from "./support/fake-scheduler.js";
import { rejection } from "./support/rejection.js";

const DIRECTORY = { directory: "/state" };

/** A provider that fails at one stage. */
function failing(name: string, stage: "static" | "load" | "trial" | "open", error: unknown) {
  const fail = () => {
    throw error;
  };
  const options: Record<typeof stage, FakeOptions> = {
    static: { provider: { check: fail } },
    load: { provider: { load: fail } },
    trial: { loaded: { trial: fail } },
    open: { loaded: { open: fail } },
  };
  return fakeProvider({ name, ...options[stage] });
}

function unavailable(message = "no engine here"): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", message);
}

beforeEach(() => {
  vi.stubEnv("KEYED_STORE_BACKEND", undefined);
  vi.stubEnv("KEYED_STORE_DIR", undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe("selection", () => {
  it("KS-SEL-1 auto takes the first that can run here, in the order of the providers, and never memory", async () => {
    const providers = [memoryProvider(), fakeProvider({ name: "a" }), fakeProvider({ name: "b" })];
    for (const backend of [undefined, "auto"]) {
      const store = await openStateStore({ ...DIRECTORY, providers, backend });
      expect(store.backend.name).toBe("a");
      expect(store.selection).toEqual({ chosen: "a", reason: "the first that can run here", rejected: [] });
    }
    const error = await rejection(openStateStore({ ...DIRECTORY, providers: [memoryProvider()] }));
    expect(error).toMatchObject({ code: "KEYED_STORE_BACKEND_UNAVAILABLE", operation: "open" });
    expect(error.message).toContain('backend: "memory"');
    const memory = await openStateStore({ ...DIRECTORY, providers, backend: "memory" });
    expect(memory.backend.name).toBe("memory");
  });

  it.each(["static", "load", "trial", "open"] as const)(
    "KS-SEL-2 a backend that cannot run here, as seen at stage %s, is kept in selection.rejected",
    async (stage) => {
      const cause = unavailable();
      const providers = [failing("a", stage, cause), fakeProvider({ name: "b" })];
      const { selection, backend } = await openStateStore({ ...DIRECTORY, providers });
      expect(backend.name).toBe("b");
      expect(selection.chosen).toBe("b");
      expect(selection.rejected).toMatchObject([
        { name: "a", stage, code: "KEYED_STORE_BACKEND_UNAVAILABLE", message: "no engine here" },
      ]);
      expect(selection.rejected[0]?.cause).toMatchObject({ message: "no engine here" });
    },
  );

  it.each(["static", "load", "trial"] as const)("KS-SEL-2 whatever is thrown at stage %s leads on", async (stage) => {
    for (const [thrown, code] of [
      [Object.assign(new Error("dlopen failed"), { code: "ERR_DLOPEN_FAILED" }), "ERR_DLOPEN_FAILED"],
      [new TypeError("no such thing"), "KEYED_STORE_BACKEND_UNAVAILABLE"],
      ["a string", "KEYED_STORE_BACKEND_UNAVAILABLE"],
    ] as const) {
      const providers = [failing("a", stage, thrown), fakeProvider({ name: "b" })];
      const { selection } = await openStateStore({ ...DIRECTORY, providers });
      expect(selection.rejected).toMatchObject([{ stage, code, cause: thrown }]);
    }
  });

  it("KS-SEL-2 really tries a backend, once in a process for each that was loaded", async () => {
    let trials = 0;
    const loaded = await fakeProvider({ name: "a", loaded: { trial: () => void trials++ } }).load();
    const provider = { name: "a", check() {}, load: () => loaded };
    await openStateStore({ ...DIRECTORY, providers: [provider] });
    await openStateStore({ ...DIRECTORY, providers: [provider] });
    expect(trials).toBe(1);
  });

  it.each(["OPEN_FAILED", "SCHEMA_UNSUPPORTED", "CORRUPT", "BUSY", "UNSUPPORTED", "WRITE_FAILED"])(
    "KS-SEL-3 trouble with the store, %s, stops the search",
    async (short) => {
      const code = `KEYED_STORE_${short}` as KeyedStoreError["code"];
      const second = fakeProvider({ name: "b", provider: { check: () => expect.unreachable() } });
      const providers = [failing("a", "open", new KeyedStoreError(code, "trouble")), second];
      const error = await rejection(openStateStore({ ...DIRECTORY, providers, busyTimeoutMs: 0 }));
      expect(error).toMatchObject({ code, message: "trouble", operation: "open", backend: "a", path: "/state" });
    },
  );

  it("KS-SEL-3 so does what a backend should not throw", async () => {
    const cause = new Error("surprise");
    const providers = [failing("a", "open", cause), fakeProvider({ name: "b" })];
    const error = await rejection(openStateStore({ ...DIRECTORY, providers }));
    expect(error).toMatchObject({ code: "KEYED_STORE_OPEN_FAILED", operation: "open", backend: "a", cause });
  });

  it("KS-SEL-1 total failure reads like advice", async () => {
    const providers = [
      failing("a", "load", Object.assign(new Error("Run: npm install a."), { code: "ERR_A" })),
      failing("b", "trial", unavailable("The trial wrote 1 and read 2.")),
      fakeProvider({ name: "c" }),
    ];
    const error = await rejection(openStateStore({ ...DIRECTORY, providers, backend: ["a", "b"] }));
    expect(error).toMatchObject({ code: "KEYED_STORE_BACKEND_UNAVAILABLE", operation: "open" });
    expect(error.message).toBe(
      [
        "None of these backends can run here: a, b.",
        "- a: it could not be loaded (ERR_A). Run: npm install a.",
        "- b: it was loaded, but failed its trial (KEYED_STORE_BACKEND_UNAVAILABLE). The trial wrote 1 and read 2.",
        'To go on, mend one of them as said above, or let "c" be tried too: KEYED_STORE_BACKEND=a,b,c, or backend: ["a","b","c"].',
      ].join("\n"),
    );
    const alone = await rejection(openStateStore({ ...DIRECTORY, providers: providers.slice(0, 1) }));
    expect(alone.message).toMatch(/^The backend a cannot run here\.\n.*\nTo go on, mend/);
    expect(alone.cause).toMatchObject({ code: "ERR_A" });
  });

  it("KS-SEL-1 a list is tried in its order, from the option or the environment; the option goes first", async () => {
    const providers = [failing("a", "load", unavailable()), fakeProvider({ name: "b" }), memoryProvider()];
    const open = (backend?: string | string[]) => openStateStore({ ...DIRECTORY, providers, backend });
    expect((await open(["memory", "b"])).backend.name).toBe("memory");
    expect((await open(["a", "memory"])).selection).toMatchObject({ chosen: "memory", rejected: [{ name: "a" }] });
    vi.stubEnv("KEYED_STORE_BACKEND", " a , memory,");
    expect((await open()).selection).toMatchObject({
      chosen: "memory",
      reason: "asked for by the environment variable KEYED_STORE_BACKEND",
    });
    expect((await open("b")).backend.name).toBe("b");
    vi.stubEnv("KEYED_STORE_BACKEND", "auto");
    expect((await open()).backend.name).toBe("b");
    vi.stubEnv("KEYED_STORE_BACKEND", "");
    expect((await open()).backend.name).toBe("b");
    vi.stubEnv("KEYED_STORE_BACKEND", "a");
    expect(await rejection(open())).toMatchObject({ code: "KEYED_STORE_BACKEND_UNAVAILABLE" });
    vi.stubEnv("KEYED_STORE_BACKEND", ",");
    expect(await rejection(open())).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT" });
  });

  it("a name that no provider bears is BACKEND_UNAVAILABLE, naming those there are", async () => {
    const providers = [fakeProvider({ name: "native" }), fakeProvider({ name: "wasm" })];
    const error = await rejection(openStateStore({ ...DIRECTORY, providers, backend: "nativ" }));
    expect(error).toMatchObject({ code: "KEYED_STORE_BACKEND_UNAVAILABLE", operation: "open" });
    expect(error.message).toMatch(/"nativ".*option backend.*native, wasm.*"native"/);
    const none = await rejection(openStateStore({ ...DIRECTORY, providers: [] }));
    expect(none).toMatchObject({ code: "KEYED_STORE_BACKEND_UNAVAILABLE" });
  });
});

describe("openStateStore", () => {
  it.each<[string, object, RegExp]>([
    ["an unknown option", { directry: "/x" }, /"directry".*"directory"/],
    ["an empty directory", { directory: "" }, /directory/],
    ["a directory that is none", { directory: 5 }, /directory.*5/],
    ["a file name with a path", { fileName: "../x" }, /fileName.*directory/],
    ["a file name of Windows' devices", { fileName: "NUL.sqlite" }, /fileName/],
    ["a file name that Windows cuts", { fileName: "state." }, /fileName/],
    ["a file name with a control character", { fileName: "a\nb" }, /fileName/],
    ["an empty list", { backend: [] }, /backend/],
    ["auto in a list", { backend: ["auto", "fake"] }, /"auto".*list/],
    ["a backend that is no name", { backend: 5 }, /backend.*5/],
    ["no providers", { providers: undefined }, /providers/],
    ["a provider that is none", { providers: [{}] }, /providers/],
    ["the same name twice", { providers: [fakeProvider(), fakeProvider()] }, /"fake"/],
    ["a bad durability", { durability: "full" }, /durability.*"process" or "power".*"full"/],
    ["a bad access", { access: "write" }, /access/],
    ["a bad thread", { thread: "pool" }, /thread/],
    ["a bad limit", { limits: { maxKeyBytes: 0 } }, /maxKeyBytes/],
    ["a bad ownerOverflow", { ownerOverflow: "drop" }, /ownerOverflow/],
    ["a bad timeout", { busyTimeoutMs: -1 }, /busyTimeoutMs/],
    ["a bad flag", { strictPermissions: "yes" }, /strictPermissions.*"yes"/],
    ["another bad flag", { allowUnsafeFileSystem: 1 }, /allowUnsafeFileSystem/],
    ["a clock that is none", { clock: 5 }, /clock/],
    ["a handler that is none", { onEvent: {} }, /onEvent/],
  ])("KS-ERR-3 rejects %s", async (_, options, message) => {
    const given = { ...DIRECTORY, providers: [fakeProvider()], ...options };
    const error = await rejection(openStateStore(given as OpenStateStoreOptions));
    expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "open" });
    expect(error.message).toMatch(message);
  });

  it("takes the directory from the environment; without either it is INVALID_INPUT", async () => {
    const providers = [fakeProvider()];
    const error = await rejection(openStateStore({ providers }));
    expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "open" });
    expect(error.message).toContain("KEYED_STORE_DIR");
    vi.stubEnv("KEYED_STORE_DIR", "/from/environment");
    expect((await openStateStore({ providers })).databasePath).toContain("/from/environment");
    expect((await openStateStore({ ...DIRECTORY, providers })).databasePath).toContain("/state");
  });

  it("gives the backend all options, complete", async () => {
    let given: unknown;
    const fake = fakeProvider();
    const loaded = await fake.load();
    const open: typeof loaded.open = (options) => {
      given = options;
      return loaded.open(options);
    };
    const provider = { name: "fake", check() {}, load: () => ({ ...loaded, open }) };
    await openStateStore({ ...DIRECTORY, providers: [provider] });
    expect(given).toEqual({
      directory: "/state",
      fileName: "state.sqlite",
      durability: "process",
      access: "read-write",
      cacheBytes: 4_194_304,
      strictPermissions: false,
      allowUnsafeFileSystem: false,
      onEvent: expect.any(Function),
    });
  });

  it("what a backend does not declare is UNSUPPORTED, if asked for", async () => {
    const open = (options: Partial<OpenStateStoreOptions>, capabilities = {}) =>
      openStateStore({ ...DIRECTORY, providers: [fakeProvider({ capabilities })], ...options });
    expect(await rejection(open({ durability: "power" }))).toMatchObject({
      code: "KEYED_STORE_UNSUPPORTED",
      operation: "open",
      backend: "fake",
    });
    await open({});
    await open({ durability: "power" }, { durability: ["process", "power"] });
    expect(await rejection(open({ thread: "worker" }))).toMatchObject({
      code: "KEYED_STORE_UNSUPPORTED",
      operation: "open",
    });
  });

  it("KS-SHARE-1 waits for another process up to busyTimeoutMs, then and not before it is BUSY", async () => {
    const scheduler = new FakeScheduler();
    const provider = (until: number) => {
      const fake = fakeProvider();
      return {
        ...fake,
        async load() {
          const loaded = await fake.load();
          const open: typeof loaded.open = (options) => {
            if (scheduler.time < until) throw busy();
            return loaded.open(options);
          };
          return { ...loaded, open };
        },
      };
    };
    const opened = openStateStoreWithScheduler(
      { ...DIRECTORY, providers: [provider(800)], busyTimeoutMs: 1_000 },
      scheduler,
    );
    await scheduler.run();
    expect((await opened).backend.name).toBe("fake");
    scheduler.time = 0;
    const refused = rejection(
      openStateStoreWithScheduler(
        { ...DIRECTORY, providers: [provider(Number.POSITIVE_INFINITY)], busyTimeoutMs: 1_000 },
        scheduler,
      ),
    );
    await scheduler.run();
    expect(await refused).toMatchObject({ code: "KEYED_STORE_BUSY", operation: "open", backend: "fake" });
    expect(scheduler.time).toBe(1_000);
  });

  it("passes on what the backend tells on its own", async () => {
    const events: StoreEvent[] = [];
    const fake = fakeProvider();
    const loaded = await fake.load();
    const open: typeof loaded.open = (options) => {
      options.onEvent({ type: "permission-warning", path: "/state", message: "too wide" });
      return loaded.open(options);
    };
    const provider = { name: "fake", check() {}, load: () => ({ ...loaded, open }) };
    await openStateStore({ ...DIRECTORY, providers: [provider], onEvent: (event) => events.push(event) });
    await settleMicrotasks();
    expect(events.map(({ type }) => type)).toEqual(["permission-warning", "backend-selected"]);
  });
});
