import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { BackendEvent } from "@keyed-store/core";
import { describe, expect, test } from "vitest";
import { raw, rows } from "./support/raw.js";
import { scratch } from "./support/scratch.js";
import { space } from "./support/space.js";
import { openNative, put, run } from "./support/store.js";

const HERE = space();
const FILE = "state.sqlite";
const modeOf = (path: string): number => statSync(path).mode & 0o777;
const refusal = (code: string, message?: RegExp) =>
  expect.objectContaining({
    code: `KEYED_STORE_${code}`,
    operation: "open",
    message: expect.stringMatching(message ?? /./),
  });

/**
 * The files in a directory, byte for byte and with their modes; without the index of a log, which each reader of the
 * log writes anew, and without the records of sessions.
 */
function snapshot(directory: string): { name: string; mode: number; hash: string }[] {
  return readdirSync(directory)
    .filter((name) => !/\.sessions$|-shm$/.test(name))
    .map((name) => ({ name, mode: modeOf(join(directory, name)), hash: hashOf(join(directory, name)) }));
}

function hashOf(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

describe("KS-SEC-3 what is not ours stays byte for byte as it was", () => {
  const OTHERS: readonly [name: string, make: (path: string) => void, code: string][] = [
    ["a database with a table", (path) => raw(path, (db) => db.exec("CREATE TABLE theirs(x)")), "OPEN_FAILED"],
    ["a database with an id", (path) => raw(path, (db) => db.exec("PRAGMA application_id=7")), "OPEN_FAILED"],
    ["an empty database with a version", (path) => raw(path, (db) => db.exec("PRAGMA user_version=7")), "OPEN_FAILED"],
    [
      "text",
      (path) => writeFileSync(path, "Not a database, but long enough to be taken for one by its size. ".repeat(20)),
      "OPEN_FAILED",
    ],
    ["one byte", (path) => writeFileSync(path, "S"), "OPEN_FAILED"],
    [
      "a database in WAL mode",
      (path) => raw(path, (db) => db.exec("PRAGMA journal_mode=WAL; CREATE TABLE theirs(x)")),
      "OPEN_FAILED",
    ],
    [
      "a database whose content is in its log",
      (path) => killed(path, "PRAGMA journal_mode=WAL; CREATE TABLE theirs(x); INSERT INTO theirs VALUES (1)"),
      "OPEN_FAILED",
    ],
    ["a database with a hot journal", hotJournal, "OPEN_FAILED"],
    ["a store with a trigger", ours("CREATE TRIGGER t AFTER INSERT ON entry BEGIN SELECT 1; END"), "OPEN_FAILED"],
    ["a store with a table more", ours("CREATE TABLE theirs(x)"), "OPEN_FAILED"],
    ["a store with a view more", ours("CREATE VIEW theirs AS SELECT 1"), "OPEN_FAILED"],
    ["a store with an index more", ours("CREATE INDEX theirs ON entry(json)"), "OPEN_FAILED"],
    ["a store with a table less", ours("DROP TABLE owner"), "CORRUPT"],
    ["a store of a newer version", ours("PRAGMA user_version=99"), "SCHEMA_UNSUPPORTED"],
    ["a store that is cut short", cut((size) => size - 2048), "CORRUPT"],
    ["a store of half a page", cut(() => 1000), "CORRUPT"],
  ];

  for (const [name, make, code] of OTHERS) {
    test(name, () => {
      const directory = scratch();
      make(join(directory, FILE));
      chmodSync(join(directory, FILE), 0o644);
      const before = snapshot(directory);
      for (const access of ["read-write", "read-only"] as const) {
        expect(() => openNative({ directory, access })).toThrow(refusal(code, /state\.sqlite/));
        // Ours, however damaged, is made private.
        const mode = name.startsWith("a store") ? 0o600 : 0o644;
        expect(snapshot(directory)).toEqual(before.map((file) => (file.name === FILE ? { ...file, mode } : file)));
      }
    });
  }
});

describe("a new store", () => {
  test.each([
    ["no file", () => undefined],
    ["an empty file", (path: string) => writeFileSync(path, "")],
    ["an empty database", (path: string) => raw(path, (db) => db.exec("CREATE TABLE t(x); DROP TABLE t"))],
    ["an empty database in WAL mode", (path: string) => raw(path, (db) => db.exec("PRAGMA journal_mode=WAL"))],
  ])("is made of %s", (_name, make) => {
    const directory = scratch();
    make(join(directory, FILE));
    const store = openNative({ directory });
    run(store, put(HERE, "a"));
    store.close();
    expect(rows(join(directory, FILE), "PRAGMA user_version")).toEqual([[1]]);
    expect(rows(join(directory, FILE), "SELECT owner, namespace, key, json, created, expires FROM readable")).toEqual([
      ["owner", "namespace", "a", '"a"', "1970-01-01T00:00:01.000Z", null],
    ]);
  });

  test("bears our id in the file itself as soon as there is anything in the log", () => {
    const store = openNative();
    run(store, put(HERE, "a"));
    expect(readFileSync(store.databasePath).toString("latin1", 68, 72)).toBe("KEYS");
    store.close();
  });

  test("is not made over a log or journal that lost its database", () => {
    for (const suffix of ["-wal", "-journal"]) {
      const directory = scratch();
      writeFileSync(join(directory, `${FILE}${suffix}`), "data");
      expect(() => openNative({ directory })).toThrow(refusal("OPEN_FAILED", /missing/));
      expect(readdirSync(directory)).toEqual([`${FILE}${suffix}`]);
    }
  });

  test("is not made over an empty file beside a log with data", () => {
    const directory = scratch();
    writeFileSync(join(directory, FILE), "");
    writeFileSync(join(directory, `${FILE}-wal`), "data");
    expect(() => openNative({ directory })).toThrow(refusal("OPEN_FAILED", /empty/));
  });

  test("KS-LIFE-4 is not made by a read-only opening", () => {
    const directory = scratch();
    expect(() => openNative({ directory, access: "read-only" })).toThrow(refusal("OPEN_FAILED", /no store/));
    expect(readdirSync(directory)).toEqual([]);
    writeFileSync(join(directory, FILE), "", { mode: 0o600 });
    expect(() => openNative({ directory, access: "read-only" })).toThrow(refusal("OPEN_FAILED", /no store yet/));
    expect(statSync(join(directory, FILE)).size).toBe(0);
    expect(() => openNative({ directory: join(directory, "none"), access: "read-only" })).toThrow(
      refusal("OPEN_FAILED", /does not exist/),
    );
    expect(existsSync(join(directory, "none"))).toBe(false);
  });
});

describe.skipIf(process.platform === "win32")("KS-SEC-1 modes", () => {
  test.each([0o000, 0o022, 0o077, 0o277])("with the umask %i everything made is 0700 or 0600", (umask) => {
    const before = process.umask(umask);
    try {
      const directory = join(scratch(), "one", "two");
      const store = openNative({ directory });
      run(store, put(HERE, "a"));
      expect([modeOf(dirname(directory)), modeOf(directory)]).toEqual([0o700, 0o700]);
      for (const name of readdirSync(directory))
        expect([name, modeOf(join(directory, name))]).toEqual([name, name.endsWith(".sessions") ? 0o700 : 0o600]);
      expect(readdirSync(directory)).toContain(`${FILE}-wal`);
      store.close();
    } finally {
      process.umask(before);
    }
  });

  test("our files that stood with a wider mode are tightened, sidecars too", () => {
    const directory = scratch();
    killed(join(directory, FILE), "", ours(""));
    for (const name of readdirSync(directory)) if (!name.endsWith(".sessions")) chmodSync(join(directory, name), 0o666);
    const store = openNative({ directory });
    for (const name of readdirSync(directory))
      if (!name.endsWith(".sessions")) expect([name, modeOf(join(directory, name))]).toEqual([name, 0o600]);
    store.close();
  });

  test("a directory that was there is never changed: one warning, or OPEN_FAILED where asked for", () => {
    const directory = scratch();
    chmodSync(directory, 0o755);
    const events: BackendEvent[] = [];
    openNative({ directory, onEvent: (event) => events.push(event) }).close();
    expect(events).toEqual([expect.objectContaining({ type: "permission-warning", path: directory })]);
    expect(modeOf(directory)).toBe(0o755);
    expect(() => openNative({ directory, strictPermissions: true })).toThrow(refusal("OPEN_FAILED", /other users/));
  });
});

describe("KS-SEC-2 places", () => {
  test("the directory may be a link; what is in the place of a file may not", () => {
    const directory = scratch();
    const elsewhere = scratch();
    symlinkSync(elsewhere, join(directory, "link"));
    const store = openNative({ directory: join(directory, "link") });
    expect(store.databasePath).toBe(join(elsewhere, FILE));
    store.close();

    for (const suffix of ["", "-wal", "-shm", "-journal"]) {
      const place = scratch();
      const target = join(scratch(), "target");
      if (suffix !== "") copyFileSync(join(elsewhere, FILE), join(place, FILE));
      symlinkSync(target, join(place, `${FILE}${suffix}`));
      expect(() => openNative({ directory: place })).toThrow(refusal("OPEN_FAILED", /symbolic link/));
      expect(existsSync(target)).toBe(false);
    }
  });

  test("what is no file, or no directory, is refused by name", () => {
    const directory = scratch();
    mkdirSync(join(directory, FILE));
    expect(() => openNative({ directory })).toThrow(refusal("OPEN_FAILED", /is not a file/));
    writeFileSync(join(directory, "file"), "");
    expect(() => openNative({ directory: join(directory, "file") })).toThrow(refusal("OPEN_FAILED", /not a directory/));
    expect(() => openNative({ directory: join(directory, "file", "below") })).toThrow(
      refusal("OPEN_FAILED", /not a directory/),
    );
  });

  test.each([
    "../x",
    "a/b",
    "a\\b",
    "..",
    ".",
    "",
    "a:b",
    "NUL",
    "com1.sqlite",
    "x\0y",
    "x.",
    "x-wal",
    "x".repeat(201),
  ])("the file name %j is refused", (fileName) => {
    const directory = scratch();
    expect(() => openNative({ directory, fileName })).toThrow(refusal("INVALID_INPUT", /fileName/));
    expect(readdirSync(directory)).toEqual([]);
  });
});

/** Makes a store of ours with one entry, and then runs some SQL on it. */
function ours(sql: string): (path: string) => void {
  return (path) => {
    const store = openNative({ directory: dirname(path) });
    run(store, put(HERE, "a"));
    for (let i = 0; i < 50; i++) run(store, put(HERE, `more ${i}`, { json: JSON.stringify("x".repeat(500)) }));
    store.close();
    raw(path, (database) => database.exec(sql));
  };
}

/** Makes a store of ours and cuts its file to a length. */
function cut(length: (size: number) => number): (path: string) => void {
  return (path) => {
    ours("SELECT 1")(path);
    truncateSync(path, length(statSync(path).size));
  };
}

/** What a process leaves that was killed after its last commit: the files as they are while it has them open. */
function killed(path: string, sql: string, make?: (path: string) => void): void {
  const source = join(scratch(), FILE);
  make?.(source);
  raw(source, (database) => {
    database.exec(sql === "" ? "UPDATE store SET reserved_version = reserved_version + 1" : sql);
    for (const suffix of ["", "-wal", "-shm"]) copyFileSync(`${source}${suffix}`, `${path}${suffix}`);
  });
}

/** A database in the middle of a transaction whose pages are partly written. */
function hotJournal(path: string): void {
  const source = join(scratch(), FILE);
  raw(source, (database) => {
    database.exec("CREATE TABLE theirs(x); INSERT INTO theirs VALUES (zeroblob(100000))");
    database.exec(
      "PRAGMA cache_size=1; BEGIN; UPDATE theirs SET x = zeroblob(90000); INSERT INTO theirs VALUES (zeroblob(300000))",
    );
    for (const suffix of ["", "-journal"]) copyFileSync(`${source}${suffix}`, `${path}${suffix}`);
    database.exec("ROLLBACK");
  });
}

test("KS-LIFE-3 KS-SHARE-1 a store that is only half made, with the journal of the one who makes it, is no foreign file", () => {
  const directory = scratch();
  const path = join(directory, FILE);
  raw(path, (db) => db.exec("PRAGMA page_size=1024; PRAGMA auto_vacuum=INCREMENTAL"));
  expect(statSync(path).size, "SQLite commits this setting by itself").toBe(1024);
  writeFileSync(`${path}-journal`, "not written to its end ".repeat(40));
  const store = openNative({ directory });
  run(store, put(HERE, "a"));
  expect(run(store, { kind: "count", ref: HERE })).toBe(1);
  store.close();
  expect(rows(path, "PRAGMA integrity_check")).toEqual([["ok"]]);
});
