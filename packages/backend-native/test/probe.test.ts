import type { LoadedBackend } from "@keyed-store/core";
import { type SqliteConnection, sqliteProvider } from "@keyed-store/sqlite";
import { expect, test } from "vitest";
import { loadDriver } from "../dist/load-driver.js";
import { failing, NONE, noFaults, openFaulty } from "./support/faulty-driver.js";
import { rows } from "./support/raw.js";
import { expectExactBooks } from "./support/recount.js";
import { space } from "./support/space.js";
import { loadNative, openNative, put, run } from "./support/store.js";

const HERE = space();

test("KS-PROBE-1 a probe tries six steps and leaves no trace, not even in the books", () => {
  const store = openNative();
  run(store, put(space({ maxEntriesPerOwner: 1 }), "a"));
  const books = (): unknown =>
    ["store", "owner", "namespace", "entry"].map((table) => rows(store.databasePath, `SELECT * FROM ${table}`));
  const before = books();
  const steps = store.probe(() => 1_000);
  expect(steps.map(({ name, ok }) => [name, ok])).toEqual(
    ["state-directory", "load-backend", "open", "schema", "write-read-delete", "checkpoint"].map((name) => [
      name,
      true,
    ]),
  );
  expect(books()).toEqual(before);
  run(store, put(HERE, "b"));
  store.close();
  expectExactBooks(store.databasePath);
});

test("KS-PROBE-1 a probe says at which step it failed, with what code, and tries no further", () => {
  const faults = noFaults();
  const store = openFaulty(faults);
  faults.before = failing(/^BEGIN IMMEDIATE/, "SQLITE_IOERR");
  expect(store.probe(() => 1_000).map(({ name, ok, code }) => [name, ok, code])).toEqual([
    ["state-directory", true, undefined],
    ["load-backend", true, undefined],
    ["open", true, undefined],
    ["schema", true, undefined],
    ["write-read-delete", false, "KEYED_STORE_WRITE_FAILED"],
    ["checkpoint", false, undefined],
  ]);
  faults.before = failing(/^BEGIN IMMEDIATE/, "SQLITE_BUSY");
  expect(() => store.probe(() => 1_000), "another process in the store is for the queue to wait for").toThrow(
    expect.objectContaining({ code: "KEYED_STORE_BUSY" }),
  );
  faults.before = NONE;
  store.close();
});

test("KS-PROBE-1 a probe reads what it wrote from the engine, and not from memory", () => {
  const faults = noFaults();
  const store = openFaulty(faults, { cacheBytes: 65_536 });
  faults.before = failing(/^SELECT json/, "SQLITE_IOERR");
  const failed = store.probe(() => 1_000).find(({ ok }) => !ok);
  expect(failed).toMatchObject({ name: "write-read-delete", code: "KEYED_STORE_WRITE_FAILED" });
  faults.before = NONE;
  store.close();
});

test("KS-SEL-2 a trial in which the engine gives a wrong answer is a refusal", () => {
  void loadNative().trial();
  const driver = loadDriver();
  const forgetful = { ...driver, openMemory: () => forgetting(driver.openMemory()) };
  const provider = sqliteProvider({ name: "forgetful", check: NONE, load: () => forgetful });
  expect(() => (provider.load() as LoadedBackend).trial()).toThrow(
    expect.objectContaining({
      code: "KEYED_STORE_BACKEND_UNAVAILABLE",
      message: expect.stringContaining("SELECT json"),
    }),
  );
});

/** A connection that finds nothing it has written. */
function forgetting(connection: SqliteConnection): SqliteConnection {
  return {
    ...connection,
    prepare: (sql) =>
      /^SELECT json/.test(sql) ? { run: () => 0, get: () => undefined, all: () => [] } : connection.prepare(sql),
    get inTransaction() {
      return connection.inTransaction;
    },
  };
}
