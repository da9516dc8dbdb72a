import { describe, expect, it } from "vitest";
import type { RestoreCommand } from "../src/backend/command.js";
import type { NamespaceRef } from "../src/backend/namespace-ref.js";
import type { RestoreResult } from "../src/contract/restore.js";
import { Memory, space } from "./support/memory.js";

const s = space("n");
type Records = RestoreCommand["records"];

const record = (key: string, createdAt: number, expiresAt: number | null = null) => ({
  key,
  json: "2",
  createdAt,
  expiresAt,
});
const restore = (memory: Memory, to: NamespaceRef, records: Records): readonly RestoreResult[] =>
  memory.do({ kind: "restore", ref: to, records });

describe("restoring into the memory backend", () => {
  it("brings entries back with the times they had, as the youngest", () => {
    const memory = new Memory();
    memory.put(s, "here");
    expect(restore(memory, s, [record("b", 200), record("a", 100, 5000)])).toEqual(["restored", "restored"]);
    expect(memory.entries(s)).toMatchObject([
      { key: "here", createdAt: 1000 },
      { key: "b", createdAt: 200, expiresAt: null, json: "2" },
      { key: "a", createdAt: 100, expiresAt: 5000 },
    ]);
  });

  it("writes over what is older only, and where nothing is live", () => {
    const memory = new Memory();
    for (const key of ["older", "same", "newer"]) memory.put(s, key);
    memory.put(s, "expired", { expiry: { ttlMs: 1 } });
    memory.at += 1;
    const results = restore(memory, s, [
      record("older", 1001),
      record("same", 1000),
      record("newer", 999),
      record("expired", 1),
    ]);
    expect(results).toEqual(["restored", "older", "older", "restored"]);
    expect(memory.get(s, "same")?.json).toBe("1");
    expect(memory.get(s, "older")).toMatchObject({ json: "2", createdAt: 1001 });
    expect(memory.get(s, "expired")).toMatchObject({ json: "2", createdAt: 1 });
  });

  it("leaves out what has expired, at its exact millisecond", () => {
    const memory = new Memory();
    expect(restore(memory, s, [record("gone", 1, 1000), record("live", 1, 1001)])).toEqual(["expired", "restored"]);
    expect(memory.keys(s)).toEqual(["live"]);
  });

  it.each([
    ["namespace", { maxEntries: 2 }],
    ["owner", { maxEntriesPerOwner: 2, ownerOverflow: "evict-oldest" as const }],
  ])("never evicts: what the %s has no room for is full", (_, rules) => {
    const memory = new Memory();
    const small = space("n", rules);
    const results = restore(memory, small, [
      record("a", 1),
      record("b", 1),
      record("c", 1),
      record("a", 2),
      record("b", 1),
    ]);
    expect(results).toEqual(["restored", "restored", "full", "restored", "older"]);
    expect(memory.keys(small)).toEqual(["b", "a"]);
    memory.do({ kind: "delete", ref: small, key: "b" });
    expect(restore(memory, small, [record("c", 1)])).toEqual(["restored"]);
  });

  it("KS-ORDER-1 later writes are younger than what was restored, whatever time it had", () => {
    const memory = new Memory();
    restore(memory, s, [record("future", 9000)]);
    memory.put(s, "k");
    expect(memory.get(s, "k")?.createdAt).toBe(1000);
    expect(memory.keys(s)).toEqual(["future", "k"]);
  });

  it("KS-ORDER-2 versions are new, of restored entries and of those after them", () => {
    const memory = new Memory();
    memory.put(s, "a");
    restore(memory, s, [record("b", 1), record("a", 2000)]);
    memory.put(s, "c");
    const versions = memory.entries(s).map(({ version }) => version);
    expect(new Set(versions).size).toBe(3);
    expect(memory.keys(s)).toEqual(["b", "a", "c"]);
    expect(versions).toEqual(versions.toSorted((x, y) => x - y));
  });

  it("tells that a cap is near", () => {
    const memory = new Memory();
    const small = space("n", { maxEntries: 10, overflow: "reject-new" });
    restore(
      memory,
      small,
      Array.from({ length: 10 }, (_, i) => record(`k${i}`, 1)),
    );
    expect(memory.notices).toEqual([{ type: "near-full", owner: "o", namespace: "n", entries: 9, maxEntries: 10 }]);
  });
});
