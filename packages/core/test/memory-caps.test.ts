import { describe, expect, it } from "vitest";
import { Memory, put, space } from "./support/memory.js";
import { refusal } from "./support/refusal.js";

describe("the cap of a namespace in the memory backend", () => {
  it("KS-CAP-1 evict-oldest drops the oldest write, never the one just written", () => {
    const memory = new Memory();
    const s = space("n", { maxEntries: 2 });
    for (const key of ["a", "b", "a", "c"]) memory.put(s, key);
    expect(memory.keys(s)).toEqual(["a", "c"]);
    expect(memory.notices).toEqual([{ type: "evicted", owner: "o", namespace: "n", count: 1, cap: "namespace" }]);
    const one = space("one", { maxEntries: 1 });
    memory.put(one, "x");
    memory.put(one, "y");
    expect(memory.keys(one)).toEqual(["y"]);
  });

  it("KS-CAP-1 a write that adds brings a lowered cap about, an overwrite does not", () => {
    const memory = new Memory();
    for (const key of ["a", "b", "c", "d", "e"]) memory.put(space("n", { maxEntries: 5 }), key);
    const lowered = space("n", { maxEntries: 2 });
    memory.put(lowered, "a");
    expect(memory.keys(lowered)).toEqual(["b", "c", "d", "e", "a"]);
    memory.put(lowered, "f");
    expect(memory.keys(lowered)).toEqual(["a", "f"]);
    expect(memory.notices).toEqual([{ type: "evicted", owner: "o", namespace: "n", count: 4, cap: "namespace" }]);
  });

  it("KS-CAP-1 reject-new refuses a new key and nothing else", () => {
    const memory = new Memory();
    const s = space("n", { maxEntries: 2, overflow: "reject-new" });
    memory.put(s, "a");
    memory.put(s, "b");
    const error = refusal(() => memory.put(s, "c"));
    expect(error.code).toBe("KEYED_STORE_LIMIT_EXCEEDED");
    expect(error).toMatchObject({ owner: "o", namespace: "n" });
    expect(error.message).toContain("has 2 entries of maxEntries 2");
    expect(memory.keys(s)).toEqual(["a", "b"]);
    expect(memory.put(s, "a")).toBe(true);
    expect(memory.put(s, "c", { expected: 7 })).toBe(false);
    memory.do({ kind: "delete", ref: s, key: "b" });
    expect(memory.put(s, "c")).toBe(true);
  });

  it("KS-TTL-4 KS-CAP-1 what expired makes room before anything live goes", () => {
    const memory = new Memory();
    for (const overflow of ["evict-oldest", "reject-new"] as const) {
      const s = space(overflow, { maxEntries: 2, overflow });
      memory.put(s, "old");
      memory.put(s, "short", { expiry: { ttlMs: 5 } });
      memory.at += 5;
      memory.put(s, "new");
      expect(memory.keys(s)).toEqual(["old", "new"]);
    }
  });

  it("tells once that a cap which refuses is near: at nine tenths, on the way up", () => {
    const memory = new Memory();
    const s = space("n", { maxEntries: 10, overflow: "reject-new" });
    for (let i = 0; i < 8; i++) memory.put(s, `k${i}`);
    expect(memory.notices).toEqual([]);
    memory.put(s, "k8");
    const near = { type: "near-full", owner: "o", namespace: "n", entries: 9, maxEntries: 10 };
    expect(memory.notices).toEqual([near]);
    memory.put(s, "k9");
    memory.put(s, "k9");
    expect(memory.notices).toEqual([near]);
    memory.do({ kind: "delete", ref: s, key: "k9" });
    memory.do({ kind: "delete", ref: s, key: "k8" });
    memory.put(s, "k8");
    expect(memory.notices).toEqual([near, near]);
    for (let i = 0; i < 10; i++) memory.put(space("evicts", { maxEntries: 10 }), `k${i}`);
    expect(memory.notices).toHaveLength(2);
  });
});

describe("the cap of an owner in the memory backend", () => {
  it("KS-CAP-2 reject refuses what adds, wherever, and changes nothing", () => {
    const memory = new Memory();
    const [a, b] = [space("a", { maxEntriesPerOwner: 3 }), space("b", { maxEntriesPerOwner: 3 })];
    for (const key of ["1", "2"]) memory.put(a, key);
    memory.put(b, "3");
    const error = refusal(() => memory.put(b, "4"));
    expect(error.code).toBe("KEYED_STORE_LIMIT_EXCEEDED");
    expect(error.message).toContain("has 3 entries of maxEntriesPerOwner 3, most of them in a (2), b (1).");
    expect(memory.do({ kind: "usage", owner: "o" }).entries).toBe(3);
    expect(memory.put(a, "1")).toBe(true);
    expect(memory.put(space("b", { owner: "p", maxEntriesPerOwner: 3 }), "4")).toBe(true);
  });

  it("KS-CAP-2 the namespace's own eviction comes first and may be enough", () => {
    const memory = new Memory();
    const a = space("a", { maxEntries: 2, maxEntriesPerOwner: 2 });
    for (const key of ["1", "2", "3"]) memory.put(a, key);
    expect(memory.keys(a)).toEqual(["2", "3"]);
    expect(memory.notices).toMatchObject([{ type: "near-full" }, { type: "evicted", cap: "namespace" }]);
  });

  it("KS-CAP-2 a refusal takes back what the namespace would have evicted", () => {
    const memory = new Memory();
    for (const key of ["1", "2"]) memory.put(space("a", { maxEntries: 2 }), key);
    for (const key of ["3", "4", "5"]) memory.put(space("b"), key);
    const a = space("a", { maxEntries: 2, maxEntriesPerOwner: 3 });
    expect(refusal(() => memory.put(a, "6")).code).toBe("KEYED_STORE_LIMIT_EXCEEDED");
    expect(memory.keys(a)).toEqual(["1", "2"]);
    expect(memory.notices).toEqual([]);
  });

  it("KS-CAP-2 evict-oldest drops the oldest among the owner's evict-oldest namespaces", () => {
    const memory = new Memory();
    const rules = { maxEntriesPerOwner: 4, ownerOverflow: "evict-oldest" } as const;
    const kept = space("kept", { ...rules, overflow: "reject-new" });
    const [a, b] = [space("a", rules), space("b", rules)];
    memory.put(kept, "first");
    memory.put(a, "second");
    memory.put(b, "third");
    memory.put(a, "fourth");
    memory.put(a, "second");
    memory.put(kept, "fifth");
    expect([memory.keys(kept), memory.keys(a), memory.keys(b)]).toEqual([["first", "fifth"], ["fourth", "second"], []]);
    expect(memory.notices).toEqual([{ type: "evicted", owner: "o", namespace: "b", count: 1, cap: "owner" }]);
    memory.put(kept, "sixth");
    memory.put(kept, "seventh");
    expect(memory.keys(a)).toEqual([]);
    expect(refusal(() => memory.put(kept, "eighth")).code).toBe("KEYED_STORE_LIMIT_EXCEEDED");
    expect(refusal(() => memory.put(a, "eighth")).code).toBe("KEYED_STORE_LIMIT_EXCEEDED");
    expect(memory.keys(kept)).toEqual(["first", "fifth", "sixth", "seventh"]);
  });

  it("KS-CAP-2 the last writer of a namespace says whether it may be evicted from", () => {
    const memory = new Memory();
    const rules = { maxEntriesPerOwner: 2, ownerOverflow: "evict-oldest" } as const;
    memory.put(space("a", { ...rules, overflow: "reject-new" }), "1");
    memory.put(space("b", { ...rules, overflow: "reject-new" }), "2");
    const c = space("c", rules);
    expect(refusal(() => memory.put(c, "3")).code).toBe("KEYED_STORE_LIMIT_EXCEEDED");
    memory.put(space("b", rules), "2");
    memory.put(c, "3");
    expect(memory.do({ kind: "usage", owner: "o" }).namespaces.map(({ namespace }) => namespace)).toEqual(["a", "c"]);
    memory.put(space("c", { ...rules, overflow: "reject-new" }), "3");
    expect(refusal(() => memory.put(space("b", rules), "4")).code).toBe("KEYED_STORE_LIMIT_EXCEEDED");
  });

  it("KS-TTL-4 KS-CAP-2 expired entries of other namespaces take no room", () => {
    const memory = new Memory();
    memory.put(space("a", { maxEntriesPerOwner: 2 }), "1", { expiry: { ttlMs: 5 } });
    memory.put(space("a", { maxEntriesPerOwner: 2 }), "2");
    memory.at += 5;
    expect(memory.put(space("b", { maxEntriesPerOwner: 2 }), "3")).toBe(true);
    expect(memory.do({ kind: "usage", owner: "o" }).entries).toBe(2);
  });

  it("KS-TTL-4 KS-CAP-2 it is the oldest live entry that goes, not one that is gone already", () => {
    const memory = new Memory();
    const rules = { maxEntriesPerOwner: 2, ownerOverflow: "evict-oldest" } as const;
    const [a, b] = [space("a", rules), space("b", rules)];
    memory.put(a, "expired", { expiry: { ttlMs: 5 } });
    memory.put(a, "oldest");
    memory.at += 5;
    memory.put(b, "1");
    memory.put(b, "2");
    expect([memory.keys(a), memory.keys(b)]).toEqual([[], ["1", "2"]]);
    expect(memory.notices).toEqual([{ type: "evicted", owner: "o", namespace: "a", count: 1, cap: "owner" }]);
  });

  it("tells that an owner which refuses is nearly full", () => {
    const memory = new Memory();
    for (let i = 0; i < 12; i++) memory.run(put(space(`n${i % 3}`, { maxEntriesPerOwner: 10 }), `k${i}`));
    expect(memory.notices).toEqual([{ type: "near-full", owner: "o", entries: 9, maxEntries: 10 }]);
  });

  it("an unbounded owner is never full", () => {
    const memory = new Memory();
    const s = space("n", { maxEntries: 2000, maxEntriesPerOwner: Number.POSITIVE_INFINITY });
    for (let i = 0; i < 1500; i++) memory.put(s, `k${i}`);
    expect(memory.do({ kind: "count", ref: s })).toBe(1500);
    expect(memory.notices).toEqual([]);
  });
});
