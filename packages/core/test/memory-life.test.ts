import { describe, expect, it } from "vitest";
import type { Backend, BackendOpenOptions } from "../src/backend/backend.js";
import type { LoadedBackend } from "../src/backend/backend-provider.js";
import { memoryProvider } from "../src/memory/memory-provider.js";
import { Memory, OPEN_OPTIONS, space } from "./support/memory.js";
import { refusal } from "./support/refusal.js";

const s = space("n");

function load(): { loaded: LoadedBackend; open: (more?: Partial<BackendOpenOptions>) => Backend } {
  const loaded = memoryProvider().load() as LoadedBackend; // it loads at once
  return { loaded, open: (more = {}) => loaded.open({ ...OPEN_OPTIONS, ...more }) as Backend }; // and opens at once
}

describe("the life of a store in memory", () => {
  it("says what it is", () => {
    const { loaded, open } = load();
    expect(memoryProvider().name).toBe("memory");
    expect(() => memoryProvider().check()).not.toThrow();
    expect(() => loaded.trial()).not.toThrow();
    expect(loaded.info).toMatchObject({
      name: "memory",
      capabilities: { synchronous: true, persistent: false, multiProcess: false, durability: [] },
    });
    expect(open().info).toBe(loaded.info);
    expect(open().databasePath).toContain("state.sqlite");
  });

  it("openings of one directory and file name share one backend, until the last is closed", async () => {
    const { open } = load();
    const first = open();
    expect(open()).toBe(first);
    await first.close();
    expect(open()).toBe(first);
    await first.close();
    await first.close();
    expect(open()).not.toBe(first);
  });

  it("KS-LIFE-3 KS-ORDER-1 KS-ORDER-2 data, its times and versions survive closing, as long as the provider lives", async () => {
    const { open } = load();
    const before = open();
    const memory = new Memory(before);
    memory.put(s, "a");
    memory.put(s, "b");
    const [a, b] = memory.entries(s);
    memory.do({ kind: "delete", ref: s, key: "b" });
    await before.close();
    const again = new Memory(open());
    again.at = 1;
    expect(again.entries(s)).toEqual([a]);
    again.put(s, "b");
    expect(again.get(s, "b")).toMatchObject({ createdAt: 1, version: expect.any(Number) });
    expect(again.get(s, "b")?.version).toBeGreaterThan(b?.version ?? 0);
    expect(new Memory(load().open()).entries(s)).toEqual([]);
  });

  it("other directories and file names are other stores", () => {
    const { open } = load();
    new Memory(open()).put(s, "a");
    expect(new Memory(open({ directory: "/state/other" })).keys(s)).toEqual([]);
    expect(new Memory(open({ fileName: "other.sqlite" })).keys(s)).toEqual([]);
    expect(new Memory(open({ directory: "/statestate", fileName: ".sqlite" })).keys(s)).toEqual([]);
  });

  it("KS-LIFE-4 opening a missing store read-only is OPEN_FAILED and creates none", () => {
    const { open } = load();
    for (let i = 0; i < 2; i++) {
      const error = refusal(() => open({ access: "read-only" }));
      expect(error.code).toBe("KEYED_STORE_OPEN_FAILED");
      expect(error).toMatchObject({ operation: "open", backend: "memory", path: "/state" });
    }
    new Memory(open()).put(s, "a");
    expect(new Memory(open({ access: "read-only" })).keys(s)).toEqual(["a"]);
  });

  it("KS-PROBE-1 a probe has the six steps and leaves no trace", () => {
    const { open } = load();
    const backend = open();
    const memory = new Memory(backend);
    memory.put(s, "a");
    let now = 0;
    const steps = backend.probe(() => (now += 3));
    expect(steps).toMatchObject([
      { name: "state-directory", ok: true },
      { name: "load-backend", ok: true },
      { name: "open", ok: true },
      { name: "schema", ok: true },
      { name: "write-read-delete", ok: true, durationMs: 3 },
      { name: "checkpoint", ok: true },
    ]);
    expect(memory.do({ kind: "owners" })).toEqual([
      { owner: "o", entries: 1, namespaces: [{ namespace: "n", entries: 1 }] },
    ]);
    memory.put(s, "b");
    expect((memory.get(s, "b")?.version ?? 0) - (memory.get(s, "a")?.version ?? 0)).toBe(1);
  });

  it("KS-PROBE-1 a probe never throws", () => {
    const steps = load()
      .open()
      .probe(() => {
        throw new Error("no clock");
      });
    expect(steps).toContainEqual({ name: "write-read-delete", ok: false, durationMs: 0, message: "Error: no clock" });
  });
});
