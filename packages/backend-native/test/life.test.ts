import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LoadedBackend } from "@keyed-store/core";
import { type SqliteConnection, type SqliteDriver, sqliteProvider } from "@keyed-store/sqlite";
import { expect, test } from "vitest";
import { loadDriver } from "../dist/load-driver.js";
import { failing, NONE, noFaults, openFaulty } from "./support/faulty-driver.js";
import { raw, rows } from "./support/raw.js";
import { expectExactBooks } from "./support/recount.js";
import { scratch } from "./support/scratch.js";
import { space } from "./support/space.js";
import { openNative, put, run, type SyncBackend, USUAL } from "./support/store.js";

const HERE = space();
const NATIVE = JSON.stringify(import.meta.resolve("@keyed-store/backend-native"));
const filesIn = (directory: string): string[] => readdirSync(directory).filter((name) => !name.endsWith(".sessions"));

test("KS-LIFE-1 the last to close leaves the database file alone", () => {
  const directory = scratch();
  const [one, two] = [openNative({ directory }), openNative({ directory })];
  expect(two).toBe(one);
  run(one, put(HERE, "a"));
  one.close();
  expect(filesIn(directory)).toContain("state.sqlite-wal");
  run(two, put(HERE, "b"));
  two.close();
  expect(filesIn(directory)).toEqual(["state.sqlite"]);
  expect(readdirSync(join(directory, "state.sqlite.sessions"))).toEqual([]);
});

test("KS-LIFE-1 the log that two leave who close at the same time is brought home", () => {
  const directory = scratch();
  const log = join(directory, "state.sqlite-wal");
  const driver = loadDriver();
  let closes = 0;
  const leavesLog = (connection: SqliteConnection): SqliteConnection => ({
    exec: connection.exec,
    prepare: connection.prepare,
    vacuumInto: connection.vacuumInto,
    get inTransaction() {
      return connection.inTransaction;
    },
    close() {
      closes += 1;
      const bytes = readFileSync(log);
      connection.close();
      if (closes === 1) writeFileSync(log, bytes);
    },
  });
  const leaving: SqliteDriver = { ...driver, open: (options) => leavesLog(driver.open(options)) };
  const provider = sqliteProvider({ name: driver.name, check: NONE, load: () => leaving });
  const store = (provider.load() as LoadedBackend).open({ ...USUAL, directory }) as SyncBackend;
  run(store, put(HERE, "a"));
  store.close();
  expect(closes).toBe(2);
  expect(filesIn(directory)).toEqual(["state.sqlite"]);
  const again = openNative({ directory });
  expect(run(again, { kind: "get", ref: HERE, key: "a" })).toMatchObject({ json: '"a"' });
  again.close();
});

test("KS-LIFE-3 KS-LIFE-1 what a killed process leaves is recovered and cleared away, by a read-only opening too", async () => {
  for (const access of ["read-write", "read-only"] as const) {
    const directory = scratch();
    const script = `
      import { nativeProvider } from ${NATIVE};
      const options = { directory: ${JSON.stringify(directory)}, fileName: "state.sqlite", durability: "process", access: "read-write", cacheBytes: 0, onEvent() {} };
      const store = nativeProvider().load().open(options);
      store.execute([[${JSON.stringify(put(HERE, "a"))}]], () => 1000);
      process.stdout.write("written");
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(filesIn(directory)).toEqual(["state.sqlite", "state.sqlite-shm", "state.sqlite-wal"]);
    const store = openNative({ directory, access });
    expect(run(store, { kind: "get", ref: HERE, key: "a" })).toMatchObject({ json: '"a"' });
    store.close();
    expect(filesIn(directory)).toEqual(["state.sqlite"]);
    expect(readdirSync(join(directory, "state.sqlite.sessions"))).toEqual([]);
  }
});

test("an open store lets the process end", () => {
  const script = `
    import { nativeProvider } from ${NATIVE};
    const options = { directory: ${JSON.stringify(scratch())}, fileName: "state.sqlite", durability: "process", access: "read-write", cacheBytes: 0, onEvent() {} };
    nativeProvider().load().open(options);`;
  const child = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
    timeout: 60_000,
  });
  expect(child).toMatchObject({ status: 0, signal: null, stderr: "", stdout: "" });
});

test("KS-LIFE-4 a store that was opened read-only refuses writes until it is opened for them too", () => {
  const directory = scratch();
  const first = openNative({ directory });
  run(first, put(HERE, "a"));
  first.close();
  const reader = openNative({ directory, access: "read-only" });
  expect(run(reader, { kind: "get", ref: HERE, key: "a" })).toMatchObject({ key: "a" });
  expect(() => run(reader, put(HERE, "b"))).toThrow(expect.objectContaining({ code: "KEYED_STORE_WRITE_FAILED" }));
  const writer = openNative({ directory });
  expect(writer).toBe(reader);
  run(writer, put(HERE, "b"));
  reader.close();
  run(writer, put(HERE, "c"));
  writer.close();
  expectExactBooks(join(directory, "state.sqlite"));
});

test("KS-DUR-1 a second opening for power makes every commit wait for the disk", () => {
  const faults = noFaults();
  const directory = scratch();
  const seen: string[] = [];
  faults.before = (sql) => void (/^PRAGMA synchronous=/.test(sql) && seen.push(sql));
  const one = openFaulty(faults, { directory });
  const two = openFaulty(faults, { directory, durability: "power" });
  const three = openFaulty(faults, { directory });
  expect(seen).toEqual(["PRAGMA synchronous=1", "PRAGMA synchronous=2"]);
  faults.before = NONE;
  for (const store of [one, two, three]) store.close();
  expect(faults.open).toBe(0);
});

test("an opening that asks for more and fails leaves the others as they were", () => {
  const faults = noFaults();
  const directory = scratch();
  const store = openFaulty(faults, { directory });
  run(store, put(HERE, "a"));
  faults.before = failing(/synchronous=2/, "SQLITE_IOERR");
  expect(() => openFaulty(faults, { directory, durability: "power" })).toThrow(
    expect.objectContaining({ code: "KEYED_STORE_OPEN_FAILED" }),
  );
  expect(run(store, { kind: "get", ref: HERE, key: "a" })).toMatchObject({ key: "a" });
  run(store, put(HERE, "b"));
  store.close();
  expect(faults.open).toBe(0);
});

test("one file has one engine in a process, by whatever path it is reached; another kind is refused, saying why", () => {
  const directory = scratch();
  const store = openNative({ directory });
  expect(openNative({ directory: join(directory, "..", directory.split("/").at(-1) ?? "") })).toBe(store);
  store.close();
  expect(() => openFaulty(noFaults(), { directory }, { name: "other" })).toThrow(
    expect.objectContaining({ code: "KEYED_STORE_OPEN_FAILED", message: expect.stringContaining('"native"') }),
  );
  store.close();
  openFaulty(noFaults(), { directory }, { name: "other" }).close();
});

test("flush syncs the log whatever the durability, and costs no entry its version", () => {
  const faults = noFaults();
  const seen: string[] = [];
  const store = openFaulty(faults);
  run(store, put(HERE, "a"));
  faults.before = (sql) => void seen.push(sql.replaceAll(/\s+/g, " "));
  store.flush();
  expect(seen.filter((sql) => /synchronous=|UPDATE/.test(sql))).toEqual([
    "PRAGMA synchronous=2",
    "UPDATE store SET reserved_version = reserved_version + 1 WHERE id = 1",
    "PRAGMA synchronous=1",
  ]);
  faults.before = NONE;
  for (let i = 0; i < 600; i++) run(store, put(HERE, "a"));
  store.close();
  expectExactBooks(store.databasePath);
});

test("a flush that fails says so, and the store goes on with the durability it was opened for", () => {
  const faults = noFaults();
  const store = openFaulty(faults);
  faults.before = failing(/UPDATE store/, "SQLITE_IOERR", 1);
  expect(() => store.flush()).toThrow(expect.objectContaining({ code: "KEYED_STORE_WRITE_FAILED" }));
  faults.before = NONE;
  store.flush();
  run(store, put(HERE, "a"));
  store.close();
});

test("a backup is a store of its own, private, and never overwrites", () => {
  const store = openNative();
  run(store, put(HERE, "a"));
  const copy = join(scratch(), "copy.sqlite");
  store.backup(copy);
  run(store, put(HERE, "b"));
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  expect(rows(copy, "SELECT key FROM entry")).toEqual([["a"]]);
  expect(() => store.backup(copy)).toThrow(expect.objectContaining({ code: "KEYED_STORE_INVALID_INPUT" }));
  expect(() => store.backup(join(copy, "below"))).toThrow(
    expect.objectContaining({ code: "KEYED_STORE_WRITE_FAILED" }),
  );
  store.close();
  const restored = openNative({ directory: dirname(copy), fileName: "copy.sqlite" });
  expect(run(restored, { kind: "count", ref: HERE })).toBe(1);
  run(restored, put(HERE, "c"));
  restored.close();
  expectExactBooks(copy);
});

test("a store that is open read-only can be backed up too", () => {
  const store = openNative();
  run(store, put(HERE, "a"));
  store.close();
  const reader = openNative({ directory: dirname(store.databasePath), access: "read-only" });
  const copy = join(scratch(), "copy.sqlite");
  reader.backup(copy);
  reader.close();
  expect(rows(copy, "SELECT key FROM entry")).toEqual([["a"]]);
});

test("a backup that fails leaves nothing", () => {
  const faults = noFaults();
  const store = openFaulty(faults);
  const directory = scratch();
  faults.before = failing(/VACUUM INTO/, "SQLITE_FULL");
  expect(() => store.backup(join(directory, "copy"))).toThrow(expect.objectContaining({ retryable: true }));
  expect(readdirSync(directory)).toEqual([]);
  faults.before = NONE;
  store.close();
});

test("the file gets smaller again after much was removed, a bounded step at a time", () => {
  const large = space({ maxEntries: 10_000, maxEntriesPerOwner: Number.POSITIVE_INFINITY });
  const store = openNative();
  const value = JSON.stringify("x".repeat(1_000));
  store.execute(
    Array.from({ length: 3_000 }, (_, i) => [put(large, `k${i}`, { json: value })] as const),
    () => 1_000,
  );
  const pages = (): number => (rows(store.databasePath, "PRAGMA page_count")[0] as [number])[0];
  const full = pages();
  run(store, { kind: "clear", ref: large });
  // 256 and, now and then, a page of pointers to them.
  expect(full - pages()).toSatisfy((freed: number) => freed >= 256 && freed < 260);
  for (let i = 0; i < 20; i++) {
    run(store, put(large, "k"));
    run(store, { kind: "clear", ref: large });
  }
  expect(pages()).toBeLessThan(full / 5);
  store.close();
});

test("a process that waits for the file alone gets it between two operations, and the engine comes back for more", async () => {
  const directory = scratch();
  const events: unknown[] = [];
  const store = openNative({ directory, onEvent: (event) => events.push(event) });
  run(store, put(HERE, "a"));
  // In real time, since two real processes take turns: how often it asks decides nothing.
  const script = `
    import { createSharingSession } from ${JSON.stringify(import.meta.resolve("../../sqlite/dist/node/sharing/sharing-session.js"))};
    const sharing = createSharingSession({ databasePath: ${JSON.stringify(store.databasePath)}, mode: "exclusive", backend: "lone" });
    while (!sharing.tryEnter().entered) await new Promise((done) => setTimeout(done, 1));
    process.stdout.write("in");
    process.stdin.once("data", () => { sharing.leave(); sharing.close(); process.exit(); });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["pipe", "pipe", "inherit"] });
  await once(child.stdout, "data");
  expect(filesIn(directory)).toEqual(["state.sqlite"]);
  expect(events).toEqual([{ type: "hand-over", to: expect.stringContaining("backend lone") }]);
  expect(() => run(store, { kind: "get", ref: HERE, key: "a" })).toThrow(
    expect.objectContaining({ code: "KEYED_STORE_BUSY", message: expect.stringContaining(`process ${child.pid}`) }),
  );
  child.stdin.write("leave");
  await once(child, "exit");
  expect(run(store, { kind: "get", ref: HERE, key: "a" })).toMatchObject({ key: "a" });
  store.close();
});

test("KS-SHARE-1 BUSY names the process that has the lock", async () => {
  const store = openNative();
  const script = `
    import { nativeProvider } from ${NATIVE};
    const options = { directory: ${JSON.stringify(dirname(store.databasePath))}, fileName: "state.sqlite", durability: "process", access: "read-write", cacheBytes: 0, onEvent() {} };
    nativeProvider().load().open(options);
    process.stdout.write("open");
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  raw(store.databasePath, (database) => {
    database.exec("BEGIN IMMEDIATE");
    expect(() => run(store, put(HERE, "a"))).toThrow(
      expect.objectContaining({ code: "KEYED_STORE_BUSY", message: expect.stringContaining(`process ${child.pid}`) }),
    );
    database.exec("ROLLBACK");
  });
  child.kill("SIGKILL");
  await once(child, "exit");
  run(store, put(HERE, "a"));
  store.close();
});
