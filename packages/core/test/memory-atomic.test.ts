import { describe, expect, it } from "vitest";
import type { Transaction } from "../src/backend/transaction.js";
import { Memory, openMemory, put, space } from "./support/memory.js";

const a = space("a");
const b = space("b");

describe("transactions in the memory backend", () => {
  it("KS-ATOM-4 several steps happen in the order written, over the namespaces of an owner", () => {
    const memory = new Memory();
    memory.put(a, "old", { json: '"x"' });
    const outcome = memory.run(
      { kind: "consume", ref: a, key: "old" },
      put(b, "new"),
      put(b, "new", { json: "2" }),
      { kind: "delete", ref: b, key: "missing" },
      { kind: "consume", ref: b, key: "missing" },
      { kind: "delete", ref: b, key: "new" },
      put(a, "last"),
    );
    expect(outcome).toMatchObject({
      status: "done",
      results: [{ json: '"x"' }, true, true, false, undefined, true, true],
    });
    expect([memory.keys(a), memory.keys(b)]).toEqual([["last"], []]);
  });

  it("KS-ATOM-4 each step sees what those before it did", () => {
    const memory = new Memory();
    memory.put(a, "k", { json: '"before"' });
    const { status, ...rest } = memory.run(
      put(a, "k", { expected: null }),
      { kind: "delete", ref: a, key: "k" },
      { kind: "delete", ref: a, key: "k" },
      { kind: "consume", ref: a, key: "k" },
      put(a, "k", { expected: null, json: '"after"' }),
      { kind: "consume", ref: a, key: "k" },
    );
    expect(status).toBe("done");
    expect(rest).toMatchObject({ results: [false, true, false, undefined, true, { json: '"after"' }] });
    expect(memory.keys(a)).toEqual([]);
  });

  it("KS-ATOM-4 every check sees the state before the first step, wherever it stands", () => {
    const memory = new Memory();
    memory.put(a, "k");
    const version = memory.get(a, "k")?.version ?? 0;
    const steps: Transaction = [
      put(a, "k"),
      { kind: "delete", ref: a, key: "k" },
      { kind: "check", ref: a, key: "k", expected: version },
      { kind: "check", ref: b, key: "k", expected: null },
    ];
    expect(memory.run(...steps)).toEqual({ status: "done", results: [true, true, true, true] });
    expect(memory.run(...steps)).toEqual({ status: "unmet" });
  });

  it.each([
    ["another version", (version: number) => version + 1],
    ["absence", () => null],
  ])("KS-ATOM-2 a check that expects %s undoes all", (_, expect_) => {
    const memory = new Memory();
    memory.put(a, "k");
    const before = memory.get(a, "k");
    const outcome = memory.run(
      put(a, "other"),
      { kind: "consume", ref: a, key: "k" },
      { kind: "check", ref: a, key: "k", expected: expect_(before?.version ?? 0) },
    );
    expect(outcome).toEqual({ status: "unmet" });
    expect(memory.entries(a)).toEqual([before]);
  });

  it("KS-ATOM-2 a limit undoes all, and leaves no trace in times", () => {
    const memory = new Memory();
    const full = space("full", { maxEntries: 1, overflow: "reject-new" });
    memory.put(full, "x");
    memory.put(a, "k");
    memory.at = 5000;
    const outcome = memory.run(put(a, "k"), { kind: "consume", ref: a, key: "k" }, put(full, "y"));
    expect(outcome).toMatchObject({ status: "failed", error: { code: "KEYED_STORE_LIMIT_EXCEEDED" } });
    expect(memory.entries(a)).toMatchObject([{ key: "k", createdAt: 1000 }]);
    memory.at = 1001;
    memory.put(a, "later");
    expect(memory.get(a, "later")?.createdAt).toBe(1001);
  });

  it("KS-ORDER-1 what a later step removes leaves no trace in times", () => {
    const memory = new Memory();
    memory.at = 5000;
    memory.run(put(a, "k"), { kind: "delete", ref: a, key: "k" });
    memory.at = 1000;
    memory.put(a, "later");
    expect(memory.get(a, "later")?.createdAt).toBe(1000);
  });

  it("KS-CAP-1 caps are judged at the end", () => {
    const memory = new Memory();
    const full = space("full", { maxEntries: 1, overflow: "reject-new" });
    memory.put(full, "x");
    expect(memory.run(put(full, "y"), { kind: "delete", ref: full, key: "x" }).status).toBe("done");
    expect(memory.run(put(full, "z"), { kind: "delete", ref: full, key: "z" }).status).toBe("done");
    expect(memory.keys(full)).toEqual(["y"]);
  });

  it("KS-CAP-1 what a transaction wrote is never evicted: it evicts others, or is refused", () => {
    const memory = new Memory();
    const s = space("s", { maxEntries: 3 });
    for (const key of ["1", "2", "3"]) memory.put(s, key);
    expect(memory.run(put(s, "1"), put(s, "4"), put(s, "5")).status).toBe("done");
    expect(memory.keys(s)).toEqual(["1", "4", "5"]);
    expect(memory.notices).toEqual([{ type: "evicted", owner: "o", namespace: "s", count: 2, cap: "namespace" }]);
    const outcome = memory.run(put(s, "6"), put(s, "7"), put(s, "8"), put(s, "9"));
    expect(outcome).toMatchObject({ status: "failed", error: { code: "KEYED_STORE_LIMIT_EXCEEDED" } });
    expect(memory.keys(s)).toEqual(["1", "4", "5"]);
  });

  it("KS-CAP-2 the owner's cap is judged over all its namespaces together, and spares what was just written", () => {
    const memory = new Memory();
    const rules = { maxEntriesPerOwner: 3, ownerOverflow: "evict-oldest" } as const;
    const [x, y] = [space("x", rules), space("y", rules)];
    for (const key of ["1", "2", "3"]) memory.put(x, key);
    expect(memory.run(put(x, "1"), put(y, "4"), put(y, "5")).status).toBe("done");
    expect([memory.keys(x), memory.keys(y)]).toEqual([["1"], ["4", "5"]]);
    expect(memory.notices).toEqual([{ type: "evicted", owner: "o", namespace: "x", count: 2, cap: "owner" }]);
    expect(memory.run(put(x, "a"), put(x, "b"), put(y, "c"), put(y, "d")).status).toBe("failed");
    expect([memory.keys(x), memory.keys(y)]).toEqual([["1"], ["4", "5"]]);
  });

  it("KS-ATOM-5 transactions of one batch succeed and fail one by one, in order, at one time", () => {
    const backend = openMemory();
    const s = space("s", { maxEntries: 1, overflow: "reject-new" });
    let readings = 0;
    const outcomes = backend.execute(
      [[put(s, "x")], [put(s, "y")], [put(s, "x", { json: "2" })], [{ kind: "get", ref: s, key: "x" }]],
      () => {
        readings += 1;
        return readings;
      },
    );
    expect(outcomes).toMatchObject([
      { status: "done", results: [true] },
      { status: "failed", error: { code: "KEYED_STORE_LIMIT_EXCEEDED" } },
      { status: "done", results: [true] },
      { status: "done", results: [{ json: "2", createdAt: 1 }] },
    ]);
    expect(readings).toBe(1);
  });

  it("KS-ATOM-1 a put, a delete and a check go by version; null expects none", () => {
    const memory = new Memory();
    expect(memory.put(a, "k", { expected: 1 })).toBe(false);
    expect(memory.put(a, "k", { expected: null })).toBe(true);
    expect(memory.put(a, "k", { expected: null })).toBe(false);
    const version = memory.get(a, "k")?.version ?? 0;
    expect(memory.put(a, "k", { expected: version })).toBe(true);
    expect(memory.put(a, "k", { expected: version })).toBe(false);
    expect(memory.do({ kind: "delete", ref: a, key: "k", expected: version })).toBe(false);
    expect(memory.do({ kind: "delete", ref: a, key: "k", expected: memory.get(a, "k")?.version ?? 0 })).toBe(true);
    expect(memory.do({ kind: "delete", ref: a, key: "k" })).toBe(false);
  });

  it("KS-VALUE-4 what cannot be decoded is not consumed, but deleted, touched, counted and overwritten", () => {
    const memory = new Memory();
    memory.put(a, "k", { json: '{"secret":' });
    const before = memory.get(a, "k");
    const outcome = memory.run({ kind: "consume", ref: a, key: "k" });
    expect(outcome).toMatchObject({
      status: "failed",
      error: { code: "KEYED_STORE_CORRUPT", owner: "o", namespace: "a" },
    });
    const { error } = outcome as { error: Error };
    expect(error.message).toContain('"k"');
    expect(error.message).not.toContain("secret");
    expect(error.cause).toBeUndefined();
    expect(memory.get(a, "k")).toEqual(before);
    expect(memory.put(a, "k", { expected: null })).toBe(false);
    expect(memory.do({ kind: "touch", ref: a, key: "k", expiry: { ttlMs: 5 } })).toBe(true);
    expect(memory.do({ kind: "count", ref: a })).toBe(1);
    expect(memory.do({ kind: "delete", ref: a, key: "k" })).toBe(true);
  });

  it("consume gives falsy values too, once", () => {
    const memory = new Memory();
    for (const json of ['""', "0", "false", "null"]) {
      memory.put(a, "k", { json });
      expect(memory.do({ kind: "consume", ref: a, key: "k" })?.json).toBe(json);
      expect(memory.do({ kind: "consume", ref: a, key: "k" })).toBeUndefined();
    }
  });
});
