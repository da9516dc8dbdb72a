import type { Outcome, Transaction } from "@keyed-store/core";
import { expect, test } from "vitest";
import { failing, faultyDriver, NONE, noFaults, openFaulty } from "./support/faulty-driver.js";
import { expectExactBooks } from "./support/recount.js";
import { space } from "./support/space.js";
import { put, run } from "./support/store.js";

const HERE = space();
const code = (outcome: Outcome | undefined): unknown =>
  outcome?.status === "failed" ? (outcome.error as { code?: unknown }).code : outcome?.status;
const batch = (...keys: string[]): Transaction[] => keys.map((key) => [put(HERE, key)]);

test("KS-ATOM-5 what the engine refuses in a batch is one transaction's failure, and the others happen", () => {
  const faults = noFaults();
  const store = openFaulty(faults);
  let inserts = 0;
  faults.before = (sql) => {
    // The third insert fails in the batch, and again when its transaction is run alone.
    if (/INSERT INTO entry/.test(sql) && [3, 6].includes(++inserts)) failing(/./, "SQLITE_IOERR")(sql);
  };
  const outcomes = store.execute(batch("a", "b", "c", "d"), () => 1_000);
  expect(outcomes.map(code)).toEqual(["done", "done", "KEYED_STORE_WRITE_FAILED", "done"]);
  faults.before = NONE;
  expect(["a", "b", "c", "d"].map((key) => run(store, { kind: "get", ref: HERE, key }) !== undefined)).toEqual([
    true,
    true,
    false,
    true,
  ]);
  store.close();
  expectExactBooks(store.databasePath);
});

test("KS-ATOM-2 a COMMIT that fails leaves nothing, and no transaction open", () => {
  const faults = noFaults();
  const store = openFaulty(faults);
  run(store, put(HERE, "before"));
  faults.before = failing(/^COMMIT/, "SQLITE_FULL", 3);
  expect(store.execute(batch("a", "b"), () => 1_000).map(code)).toEqual([
    "KEYED_STORE_WRITE_FAILED",
    "KEYED_STORE_WRITE_FAILED",
  ]);
  expect(run(store, { kind: "count", ref: HERE })).toBe(1);
  expect(store.execute(batch("a"), () => 1_000).map(code)).toEqual(["done"]);
  store.close();
  expectExactBooks(store.databasePath);
});

test("KS-SHARE-1 a lock that another connection holds is BUSY for the whole batch, which has not happened", () => {
  const faults = noFaults();
  const store = openFaulty(faults);
  run(store, put(HERE, "before"));
  faults.before = failing(/^BEGIN IMMEDIATE/, "SQLITE_BUSY", 1);
  expect(() => store.execute(batch("a", "b"), () => 1_000)).toThrow(
    expect.objectContaining({ code: "KEYED_STORE_BUSY", retryable: true }),
  );
  expect(run(store, { kind: "count", ref: HERE })).toBe(1);
  expect(faults.opened).toBe(1);
  store.close();
});

test("a ROLLBACK that fails costs the connection, and the next operation has a new one", () => {
  const faults = noFaults();
  const store = openFaulty(faults);
  run(store, put(HERE, "before"));
  const insert = failing(/INSERT INTO entry/, "SQLITE_FULL", 1);
  const rollback = failing(/^ROLLBACK/, "SQLITE_IOERR", 1);
  faults.before = (sql) => {
    insert(sql);
    rollback(sql);
  };
  expect(store.execute(batch("a"), () => 1_000).map(code)).toEqual(["KEYED_STORE_WRITE_FAILED"]);
  expect(faults.open).toBe(0);
  expect(run(store, { kind: "count", ref: HERE })).toBe(1);
  expect(faults).toMatchObject({ opened: 2, open: 1 });
  store.close();
  expect(faults.open).toBe(0);
  expectExactBooks(store.databasePath);
});

test("KS-ATOM-2 whichever statement of a write fails, nothing of it is there and the books are exact", () => {
  for (let failure = 1; ; failure++) {
    const faults = noFaults();
    const full = space({ maxEntries: 3, maxEntriesPerOwner: 5, ownerOverflow: "evict-oldest" });
    const other = { ...full, namespace: "other" };
    const store = openFaulty(faults);
    for (const key of ["a", "b", "c"]) run(store, put(full, key));
    for (const key of ["d", "e"]) run(store, put(other, key, { expiry: { ttlMs: 50 } }));
    let left = failure;
    faults.before = (sql) => {
      if (!/^PRAGMA (wal|freelist|incremental)/.test(sql) && --left === 0) failing(/./, "SQLITE_IOERR")(sql);
    };
    const transaction: Transaction = [
      put(other, "f"),
      put(other, "g"),
      put(full, "h"),
      { kind: "consume", ref: full, key: "a" },
    ];
    const [outcome] = store.execute([transaction], () => 1_100);
    faults.before = NONE;
    const now = {
      f: run(store, { kind: "get", ref: other, key: "f" }, 1_100),
      a: run(store, { kind: "get", ref: full, key: "a" }, 1_100),
    };
    if (left > 0) {
      expect(outcome?.status).toBe("done");
      store.close();
      expect(failure).toBeGreaterThan(10);
      return;
    }
    expect([outcome?.status, now.f === undefined, now.a === undefined], `statement ${failure}`).toEqual(
      outcome?.status === "done" ? ["done", false, true] : ["failed", true, false],
    );
    store.close();
    expectExactBooks(store.databasePath);
  }
});

test("a read that fails is READ_FAILED, never an absent entry", () => {
  const faults = noFaults();
  const store = openFaulty(faults);
  run(store, put(HERE, "a"));
  faults.before = failing(/^SELECT/, "SQLITE_IOERR", 1, "SQLITE_IOERR_READ");
  expect(() => run(store, { kind: "get", ref: HERE, key: "a" })).toThrow(
    expect.objectContaining({ code: "KEYED_STORE_READ_FAILED", path: store.databasePath, backend: "native" }),
  );
  expect(run(store, { kind: "get", ref: HERE, key: "a" })).toMatchObject({ key: "a" });
  store.close();
});

test.each([
  ["SQLITE_FULL", "KEYED_STORE_WRITE_FAILED", true],
  ["SQLITE_NOMEM", "KEYED_STORE_WRITE_FAILED", true],
  ["SQLITE_CORRUPT", "KEYED_STORE_CORRUPT", false],
  ["SQLITE_NOTADB", "KEYED_STORE_CORRUPT", false],
  ["SQLITE_READONLY", "KEYED_STORE_WRITE_FAILED", false],
  ["SQLITE_CANTOPEN", "KEYED_STORE_WRITE_FAILED", false],
  ["SQLITE_INTERNAL", "KEYED_STORE_WRITE_FAILED", false],
])("KS-ERR-2 %s in a write is %s", (result, expected, retryable) => {
  const faults = noFaults();
  const store = openFaulty(faults);
  faults.before = failing(/INSERT INTO/, result);
  expect(store.execute(batch("a"), () => 1_000)[0]).toMatchObject({
    error: { code: expected, retryable, cause: { result } },
  });
  faults.before = NONE;
  store.close();
});

test("a lone consume, delete or touch of a missing key takes no write lock", () => {
  const faults = noFaults();
  const store = openFaulty(faults);
  run(store, put(HERE, "a", { expiry: { ttlMs: 10 } }));
  faults.before = failing(/^BEGIN IMMEDIATE/, "SQLITE_BUSY");
  const at = 2_000;
  expect(run(store, { kind: "consume", ref: HERE, key: "a" }, at)).toBe(undefined);
  expect(run(store, { kind: "delete", ref: HERE, key: "a" }, at)).toBe(false);
  expect(run(store, { kind: "touch", ref: HERE, key: "a", expiry: { ttlMs: 5 } }, at)).toBe(false);
  expect(run(store, { kind: "clear", ref: space({ namespace: "empty" }) }, at)).toBe(0);
  expect(run(store, { kind: "clearOwner", owner: "nobody" }, at)).toBe(0);
  expect(run(store, { kind: "sweep", limit: 5 }, 1_000)).toEqual({ removed: 0, more: false });
  expect(run(store, put(HERE, "a", { expected: 7 }), at)).toBe(false);
  expect(run(store, put(HERE, "a", { expected: null }), 1_000)).toBe(false);
  // Controls: a clear also removes what has expired, lest a clock that steps back brings it to life.
  expect(() => run(store, { kind: "clear", ref: HERE }, at)).toThrow(
    expect.objectContaining({ code: "KEYED_STORE_BUSY" }),
  );
  // What would change something does take it.
  expect(() => run(store, { kind: "sweep", limit: 5 }, at)).toThrow(
    expect.objectContaining({ code: "KEYED_STORE_BUSY" }),
  );
  faults.before = NONE;
  store.close();
});

test("reads start no transaction, but for many keys at one point in time", () => {
  const faults = noFaults();
  const store = openFaulty(faults);
  run(store, put(HERE, "a"));
  const seen: string[] = [];
  faults.before = (sql) => void seen.push(sql.trim().split(/\s/, 1)[0] ?? "");
  run(store, { kind: "get", ref: HERE, key: "a" });
  run(store, { kind: "scan", ref: HERE, order: "age", reverse: false, limit: 5 });
  run(store, { kind: "count", ref: HERE });
  run(store, { kind: "usage", owner: "owner" });
  run(store, { kind: "owners" });
  expect([...new Set(seen)]).toEqual(["SELECT"]);
  seen.length = 0;
  run(store, { kind: "getMany", ref: HERE, keys: ["a", "b"] });
  expect(seen).toEqual(["BEGIN", "PRAGMA", "SELECT", "SELECT", "COMMIT"]);
  faults.before = NONE;
  store.close();
});

test("KS-DUR-1 every setting is read back, and one that did not take refuses the store", () => {
  const faults = noFaults();
  faults.before = (sql) => {
    if (sql === "PRAGMA synchronous=1") failing(/./, "SQLITE_ERROR")(sql);
  };
  expect(() => openFaulty(faults)).toThrow(expect.objectContaining({ code: "KEYED_STORE_OPEN_FAILED" }));
  expect(faults.open).toBe(0);
});

test("KS-SHARE-1 an SQLite in which sharing a log is not safe is refused before it opens a file", () => {
  const faults = noFaults();
  expect(() => openFaulty(faults, {}, { sqliteVersion: "3.51.2" })).toThrow(
    expect.objectContaining({ code: "KEYED_STORE_BACKEND_UNAVAILABLE" }),
  );
  expect(faults.opened).toBe(0);
  openFaulty(faults, {}, { sqliteVersion: "3.51.3" }).close();
  expect(faultyDriver(faults).sharing).toBe("shared");
});
