import { describe, expect, it } from "vitest";
import { Memory, space } from "./support/memory.js";

const s = space("n");

describe("time in the memory backend", () => {
  it("KS-TTL-2 at the exact millisecond of expiry an entry is gone, for every operation alike", () => {
    const memory = new Memory();
    memory.put(s, "k", { expiry: { ttlMs: 10 } });
    const version = memory.get(s, "k")?.version ?? 0;
    memory.at = 1009;
    expect(memory.get(s, "k")).toMatchObject({ createdAt: 1000, expiresAt: 1010 });
    expect(memory.do({ kind: "count", ref: s })).toBe(1);
    memory.at = 1010;
    expect(memory.get(s, "k")).toBeUndefined();
    expect(memory.do({ kind: "getMany", ref: s, keys: ["k", "k"] })).toEqual([undefined, undefined]);
    expect(memory.keys(s)).toEqual([]);
    expect(memory.do({ kind: "count", ref: s })).toBe(0);
    expect(memory.do({ kind: "usage", owner: "o" })).toEqual({ owner: "o", entries: 0, namespaces: [] });
    expect(memory.do({ kind: "owners" })).toEqual([]);
    expect(memory.do({ kind: "touch", ref: s, key: "k", expiry: { ttlMs: 5 } })).toBe(false);
    expect(memory.do({ kind: "delete", ref: s, key: "k" })).toBe(false);
    expect(memory.do({ kind: "consume", ref: s, key: "k" })).toBeUndefined();
    expect(memory.run({ kind: "check", ref: s, key: "k", expected: version })).toEqual({ status: "unmet" });
    expect(memory.run({ kind: "check", ref: s, key: "k", expected: null })).toMatchObject({ status: "done" });
    expect(memory.put(s, "k", { expected: version })).toBe(false);
    expect(memory.do({ kind: "clear", ref: s })).toBe(0);
  });

  it("KS-TTL-2 an expired entry is absent to a write that expects none", () => {
    const memory = new Memory();
    memory.put(s, "k", { expiry: { ttlMs: 1 } });
    expect(memory.put(s, "k", { expected: null })).toBe(false);
    memory.at += 1;
    expect(memory.put(s, "k", { expected: null })).toBe(true);
  });

  it("KS-TTL-3 each write sets expiry anew, touch sets nothing else", () => {
    const memory = new Memory();
    memory.put(s, "k", { expiry: { ttlMs: 10 }, json: '"a"' });
    memory.put(s, "other");
    const before = memory.get(s, "k");
    memory.at = 1005;
    expect(memory.do({ kind: "touch", ref: s, key: "k", expiry: { ttlMs: 100 } })).toBe(true);
    expect(memory.get(s, "k")).toEqual({ ...before, expiresAt: 1105 });
    expect(memory.keys(s)).toEqual(["k", "other"]);
    expect(memory.do({ kind: "touch", ref: s, key: "k", expiry: { ttlMs: null } })).toBe(true);
    expect(memory.get(s, "k")).toEqual({ ...before, expiresAt: null });
    memory.put(s, "k", { expiry: { ttlMs: 7 } });
    expect(memory.get(s, "k")?.expiresAt).toBe(1012);
    memory.put(s, "k");
    expect(memory.get(s, "k")?.expiresAt).toBeNull();
    expect(memory.do({ kind: "touch", ref: s, key: "missing", expiry: { ttlMs: 1 } })).toBe(false);
  });

  it.each([
    ["a write", (m: Memory) => void m.put(s, "k", { expiry: { ttlMs: 5 } })],
    ["a touch", (m: Memory) => void (m.put(s, "k") && m.do({ kind: "touch", ref: s, key: "k", expiry: { ttlMs: 5 } }))],
    [
      "a restore",
      (m: Memory) =>
        void m.do({ kind: "restore", ref: s, records: [{ key: "k", json: "1", createdAt: 1, expiresAt: 1005 }] }),
    ],
  ])("KS-TTL-4 what %s lets expire is no longer counted", (_, write) => {
    const memory = new Memory();
    memory.put(s, "stays");
    write(memory);
    memory.at = 1004;
    expect(memory.do({ kind: "count", ref: s })).toBe(2);
    memory.at = 1005;
    expect(memory.do({ kind: "count", ref: s })).toBe(1);
    expect(memory.do({ kind: "usage", owner: "o" }).entries).toBe(1);
    memory.at = 1004;
    expect(memory.do({ kind: "count", ref: s })).toBe(2);
  });

  it("KS-TTL-4 what is left when expired rows make room is counted right when it expires in turn", () => {
    const memory = new Memory();
    const small = space("small", { maxEntries: 2 });
    memory.put(small, "a", { expiry: { ttlMs: 1 } });
    memory.put(small, "b", { expiry: { ttlMs: 5 } });
    memory.at += 1;
    memory.put(small, "c");
    expect(memory.do({ kind: "count", ref: small })).toBe(2);
    memory.at += 4;
    expect(memory.do({ kind: "count", ref: small })).toBe(1);
  });

  it("KS-TTL-4 expired entries take no room and do not pile up", () => {
    const memory = new Memory();
    const full = space("full", { maxEntries: 2, overflow: "reject-new", maxEntriesPerOwner: 2 });
    for (let i = 0; i < 50; i++) {
      memory.put(full, `a${i}`, { expiry: { ttlMs: 1 } });
      memory.put(full, `b${i}`, { expiry: { ttlMs: 1 } });
      memory.at += 1;
    }
    expect(memory.do({ kind: "sweep", limit: 1000 }).removed).toBeLessThanOrEqual(2);
  });

  it("KS-TTL-5 a sweep removes the oldest expiries of all owners, at most so many, and says whether more are left", () => {
    const memory = new Memory();
    const other = space("n", { owner: "p" });
    memory.put(s, "later", { expiry: { ttlMs: 30 } });
    memory.put(other, "soon", { expiry: { ttlMs: 10 } });
    memory.put(s, "middle", { expiry: { ttlMs: 20 } });
    memory.put(s, "never");
    memory.put(s, "not yet", { expiry: { ttlMs: 31 } });
    memory.at = 1030;
    const removedFirst = (): string[] =>
      [s, other].flatMap((of) => {
        memory.at = 1000;
        const keys = memory.keys(of);
        memory.at = 1030;
        return keys;
      });
    expect(memory.do({ kind: "sweep", limit: 1 })).toEqual({ removed: 1, more: true });
    expect(removedFirst()).toEqual(["later", "middle", "never", "not yet"]);
    expect(memory.do({ kind: "sweep", limit: 1 })).toEqual({ removed: 1, more: true });
    expect(removedFirst()).toEqual(["later", "never", "not yet"]);
    expect(memory.do({ kind: "sweep", limit: 1 })).toEqual({ removed: 1, more: false });
    expect(memory.do({ kind: "sweep", limit: 1 })).toEqual({ removed: 0, more: false });
    expect(memory.notices).toEqual([
      { type: "swept", removed: 1, more: true },
      { type: "swept", removed: 1, more: true },
      { type: "swept", removed: 1, more: false },
    ]);
    expect(memory.keys(s)).toEqual(["never", "not yet"]);
  });
});
