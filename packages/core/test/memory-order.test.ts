import { describe, expect, it } from "vitest";
import type { ScanCommand } from "../src/backend/command.js";
import { Memory, space } from "./support/memory.js";

const s = space("n");
const ALL = Number.POSITIVE_INFINITY;

describe("order in the memory backend", () => {
  it("KS-ORDER-1 oldest first by last write, also within a millisecond", () => {
    const memory = new Memory();
    for (const key of ["b", "a", "c", "a"]) memory.put(s, key);
    expect(memory.keys(s)).toEqual(["b", "c", "a"]);
  });

  it("KS-ORDER-1 a clock that steps back does not reorder; expiry counts from it all the same", () => {
    const memory = new Memory();
    memory.put(s, "a");
    memory.at = 500;
    memory.put(s, "b", { expiry: { ttlMs: 10 } });
    expect(memory.entries(s)).toMatchObject([
      { key: "a", createdAt: 1000 },
      { key: "b", createdAt: 500, expiresAt: 510 },
    ]);
    memory.at = 2000;
    memory.put(s, "a");
    expect(memory.entries(s)).toMatchObject([{ key: "a", createdAt: 2000 }]);
  });

  it.each([
    ["delete", (m: Memory) => m.do({ kind: "delete", ref: s, key: "a" })],
    ["clear", (m: Memory) => m.do({ kind: "clear", ref: s })],
    ["clear of the owner", (m: Memory) => m.do({ kind: "clearOwner", owner: "o" })],
    ["consume", (m: Memory) => m.do({ kind: "consume", ref: s, key: "a" })],
    ["sweep", (m: Memory) => void m.do({ kind: "sweep", limit: 10 })],
  ])("KS-ORDER-1 KS-ORDER-2 the version goes on after %s, and createdAt is of the clock", (_, remove) => {
    const memory = new Memory();
    memory.put(s, "a", { expiry: { ttlMs: 5 } });
    const version = memory.get(s, "a")?.version ?? 0;
    memory.at = _ === "sweep" ? 2000 : 1000;
    remove(memory);
    expect(memory.keys(s)).toEqual([]);
    memory.at = 500;
    memory.put(s, "a");
    const again = memory.get(s, "a");
    expect(again?.createdAt).toBe(500);
    expect(again?.version).toBeGreaterThan(version);
  });

  it("KS-ORDER-2 a version is positive and new on every write of any key", () => {
    const memory = new Memory();
    const versions = new Set<number>();
    for (let i = 0; i < 30; i++) {
      memory.put(space(`n${i % 3}`), `k${i % 5}`);
      versions.add(memory.get(space(`n${i % 3}`), `k${i % 5}`)?.version ?? 0);
    }
    expect(versions.size).toBe(30);
    expect(Math.min(...versions)).toBeGreaterThan(0);
  });
});

describe("scans in the memory backend", () => {
  const memory = new Memory();
  for (const key of ["m", "z", "\uff61", "a", "😀", "é"]) memory.put(s, key);
  memory.put(s, "gone", { expiry: { ttlMs: 1 } });
  memory.at += 1;
  const versionOf = (key: string): number => memory.get(s, key)?.version ?? 0;
  const keys = (command: Omit<ScanCommand, "kind" | "ref" | "limit" | "reverse"> & Partial<ScanCommand>): string[] =>
    memory.do({ limit: ALL, reverse: false, ...command, kind: "scan", ref: s }).map(({ key }) => key);

  it("by age, forwards and backwards, after a version", () => {
    expect(keys({ order: "age" })).toEqual(["m", "z", "\uff61", "a", "😀", "é"]);
    expect(keys({ order: "age", reverse: true })).toEqual(["é", "😀", "a", "\uff61", "z", "m"]);
    expect(keys({ order: "age", after: versionOf("a") })).toEqual(["😀", "é"]);
    expect(keys({ order: "age", after: versionOf("a"), reverse: true })).toEqual(["\uff61", "z", "m"]);
    expect(keys({ order: "age", limit: 2 })).toEqual(["m", "z"]);
    expect(keys({ order: "age", limit: 2, reverse: true })).toEqual(["é", "😀"]);
    expect(keys({ order: "age", after: 0 })).toHaveLength(6);
  });

  it("by key in the byte order of UTF-8, from inclusive, to and after exclusive", () => {
    expect(keys({ order: "key" })).toEqual(["a", "m", "z", "é", "\uff61", "😀"]);
    expect(keys({ order: "key", reverse: true })).toEqual(["😀", "\uff61", "é", "z", "m", "a"]);
    expect(keys({ order: "key", from: "m", to: "é" })).toEqual(["m", "z"]);
    expect(keys({ order: "key", from: "m", to: "é", reverse: true })).toEqual(["z", "m"]);
    expect(keys({ order: "key", after: "m" })).toEqual(["z", "é", "\uff61", "😀"]);
    expect(keys({ order: "key", after: "m", reverse: true })).toEqual(["a"]);
    expect(keys({ order: "key", after: "n", from: "a", to: "\uff61", limit: 1 })).toEqual(["z"]);
    expect(keys({ order: "key", from: "z", to: "a" })).toEqual([]);
  });

  it("KS-ISO-1 sees its own namespace alone", () => {
    memory.put(space("n2"), "a");
    memory.put(space("n", { owner: "p" }), "a");
    expect(keys({ order: "key" })).toHaveLength(6);
    expect(memory.do({ kind: "clear", ref: space("n2") })).toBe(1);
    expect(memory.do({ kind: "clearOwner", owner: "p" })).toBe(1);
    expect(keys({ order: "key" })).toHaveLength(6);
  });

  it("tells owners and namespaces in byte order", () => {
    const many = new Memory();
    for (const [owner, namespace, n] of [
      ["b", "y", 1],
      ["a", "Z", 2],
      ["b", "x", 3],
      ["B", "x", 1],
      ["a", "a", 1],
    ] as const) {
      for (let i = 0; i < n; i++) many.put(space(namespace, { owner }), `k${i}`);
    }
    expect(many.do({ kind: "owners" })).toEqual([
      { owner: "B", entries: 1, namespaces: [{ namespace: "x", entries: 1 }] },
      {
        owner: "a",
        entries: 3,
        namespaces: [
          { namespace: "Z", entries: 2 },
          { namespace: "a", entries: 1 },
        ],
      },
      {
        owner: "b",
        entries: 4,
        namespaces: [
          { namespace: "x", entries: 3 },
          { namespace: "y", entries: 1 },
        ],
      },
    ]);
    expect(many.do({ kind: "usage", owner: "nobody" })).toEqual({ owner: "nobody", entries: 0, namespaces: [] });
  });
});
