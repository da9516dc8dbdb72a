import { spawnSync } from "node:child_process";
import type { StoredEntry } from "@keyed-store/core";
import type { SqliteConnection } from "@keyed-store/sqlite";
import { expect, test } from "vitest";
import { createKernel, type Kernel } from "../../sqlite/dist/kernel/kernel.js";
import { loadDriver } from "../dist/load-driver.js";
import { rows } from "./support/raw.js";
import { expectExactBooks } from "./support/recount.js";
import { space } from "./support/space.js";
import { openNative, put, run } from "./support/store.js";

const HERE = space();

test("KS-ORDER-2 versions grow over deletes, clears and reopenings, and one that was given out is never given again", () => {
  let store = openNative();
  const directory = store.databasePath.replace(/\/[^/]*$/, "");
  const seen: number[] = [];
  for (let round = 0; round < 4; round++) {
    for (let i = 0; i < 300; i++) seen.push(write(store, "key"));
    run(store, round % 2 === 0 ? { kind: "delete", ref: HERE, key: "key" } : { kind: "clear", ref: HERE });
    store.close();
    store = openNative({ directory });
  }
  store.close();
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
});

test("KS-ORDER-1 two connections that take turns give versions in the order of their commits", () => {
  const store = openNative();
  run(store, put(HERE, "first"));
  const [one, other] = [connect(store.databasePath), connect(store.databasePath)];
  const order: string[] = [];
  for (let i = 0; i < 20; i++) {
    const kernel = [one, other][i % 3 === 0 ? 0 : 1]?.kernel;
    order.push(`k${i}`);
    kernel?.execute([[put(HERE, `k${i}`)]], () => 2_000 - i);
  }
  const scan = run(store, { kind: "scan", ref: HERE, order: "age", reverse: false, limit: Infinity }, 3_000);
  expect((scan as StoredEntry[]).map(({ key }) => key)).toEqual(["first", ...order]);
  expect((scan as StoredEntry[]).map(({ createdAt }) => createdAt)).toEqual([1_000, ...order.map((_, i) => 2_000 - i)]);
  one.connection.close();
  other.connection.close();
  store.close();
  expectExactBooks(store.databasePath);
});

test("KS-CAP-1 counters stay exact where two connections take turns", () => {
  const small = space({ maxEntries: 3 });
  const store = openNative();
  run(store, put(small, "first"));
  const [one, other] = [connect(store.databasePath), connect(store.databasePath)];
  for (let i = 0; i < 30; i++) {
    for (const { kernel } of i % 2 === 0 ? [one, other] : [other, one, one]) {
      kernel.execute([[put(small, `k${i % 7}`)], [{ kind: "delete", ref: small, key: `k${i % 5}` }]], () => 1_000 + i);
    }
  }
  one.connection.close();
  other.connection.close();
  store.close();
  expectExactBooks(store.databasePath);
});

test("KS-ORDER-2 a rehearsal that is taken back costs no version and leaves the caches true", () => {
  const store = openNative();
  const before = write(store, "a");
  const { connection, kernel } = connect(store.databasePath);
  kernel.dryRun([[put(space({ namespace: "new" }), "x")]], () => 1_000);
  expect(kernel.execute([[{ kind: "count", ref: space({ namespace: "new" }) }]], () => 1_000)[0]).toMatchObject({
    results: [0],
  });
  kernel.execute([[put(space({ namespace: "new" }), "x")]], () => 1_000);
  expect(kernel.execute([[{ kind: "count", ref: space({ namespace: "new" }) }]], () => 1_000)[0]).toMatchObject({
    results: [1],
  });
  connection.close();
  expect(write(store, "a")).toBeGreaterThan(before);
  store.close();
  expectExactBooks(store.databasePath);
});

test("KS-CAP-4 a write to a namespace that is full changes neither its counters nor the row of versions", () => {
  const small = space({ maxEntries: 5 });
  const store = openNative();
  // Blocks of versions double: after so many writes the rest of the block lasts for as many as follow.
  for (let i = 0; i < 300; i++) run(store, put(small, `k${i}`));
  const before = bookRows(store.databasePath);
  for (let i = 300; i < 400; i++) run(store, put(small, `k${i}`));
  expect(bookRows(store.databasePath)).toEqual(before);
  store.close();
});

test("KS-ORDER-1 createdAt is of the clock when the youngest entry goes and another process writes", () => {
  const store = openNative();
  run(store, put(HERE, "young"), 5_000);
  run(store, { kind: "delete", ref: HERE, key: "young" }, 5_000);
  const { connection, kernel } = connect(store.databasePath);
  kernel.execute([[put(HERE, "late")]], () => 4_000);
  connection.close();
  expect(run(store, { kind: "get", ref: HERE, key: "late" })).toMatchObject({ createdAt: 4_000 });
  store.close();
});

test("KS-ORDER-1 createdAt is of the clock when the youngest entry comes and goes in one commit that changes no counter", () => {
  const store = openNative();
  run(store, put(HERE, "old"), 1_000);
  store.execute([[put(HERE, "young")], [{ kind: "delete", ref: HERE, key: "young" }]], () => 5_000);
  const { connection, kernel } = connect(store.databasePath);
  kernel.execute([[put(HERE, "late")]], () => 4_000);
  connection.close();
  expect(run(store, { kind: "get", ref: HERE, key: "late" })).toMatchObject({ createdAt: 4_000 });
  store.close();
});

test("the block that a killed process had reserved is skipped, not given again", () => {
  const store = openNative();
  const before = write(store, "a");
  const script = `
    import { nativeProvider } from ${JSON.stringify(import.meta.resolve("@keyed-store/backend-native"))};
    const [directory, fileName] = ${JSON.stringify([store.databasePath.replace(/\/[^/]*$/, ""), "state.sqlite"])};
    const store = nativeProvider().load().open({ directory, fileName, durability: "process", access: "read-write", cacheBytes: 0, onEvent() {} });
    store.execute([[${JSON.stringify(put(HERE, "theirs"))}]], () => 1000);
    process.kill(process.pid, "SIGKILL");`;
  spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  const theirs = run(store, { kind: "get", ref: HERE, key: "theirs" }) as StoredEntry;
  expect(theirs.version).toBeGreaterThan(before);
  expect(write(store, "a")).toBeGreaterThan(theirs.version);
  store.close();
});

/** Writes and returns the version that was given. */
function write(store: ReturnType<typeof openNative>, key: string): number {
  run(store, put(HERE, key));
  return (run(store, { kind: "get", ref: HERE, key }) as StoredEntry).version;
}

/** A kernel on a connection of its own, as another process would have. */
function connect(path: string): { connection: SqliteConnection; kernel: Kernel } {
  const connection = loadDriver().open({ path, readOnly: false });
  return { connection, kernel: createKernel(connection, { cacheBytes: 65_536, isAlone: false }) };
}

function bookRows(path: string): unknown[] {
  return [
    ...rows(path, "SELECT * FROM namespace"),
    ...rows(path, "SELECT * FROM owner"),
    ...rows(path, "SELECT * FROM store"),
  ];
}
