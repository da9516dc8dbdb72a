import { chownSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createNodeDisk, loadDriver } from "@keyed-store/backend-wasm/testing";
import { type SqliteConnection, SqliteFailure } from "@keyed-store/sqlite";
import { afterEach, describe, expect, it } from "vitest";
import { hasNative, readElsewhere } from "./processes.js";
import { scratch } from "./scratch.js";

const newDirectory = scratch();
const driver = await loadDriver(createNodeDisk);
const posix = process.platform !== "win32";
const umask = process.umask(0o022);
afterEach(() => void process.umask(umask));

function create(path: string): SqliteConnection {
  const connection = driver.open({ path, readOnly: false });
  connection.prepare("PRAGMA journal_mode=WAL").get();
  connection.exec("CREATE TABLE entry(id INTEGER PRIMARY KEY, text TEXT); INSERT INTO entry VALUES (1, 'one')");
  return connection;
}

function failure(action: () => unknown): { result: string; detail: string | undefined } {
  try {
    action();
  } catch (error) {
    if (error instanceof SqliteFailure) return { result: error.result, detail: error.detail };
    throw error;
  }
  throw new Error("it did not fail");
}

function openAndRead(path: string): void {
  const connection = driver.open({ path, readOnly: false });
  try {
    connection.prepare("SELECT count(*) FROM entry").get();
  } finally {
    connection.close();
  }
}

describe("files", () => {
  it("KS-LIFE-1 are the database and its log while open, and the database alone afterwards", () => {
    const directory = newDirectory();
    const connection = create(join(directory, "state.sqlite"));
    expect(readdirSync(directory).sort()).toEqual(["state.sqlite", "state.sqlite-wal"]);
    connection.close();
    expect(readdirSync(directory)).toEqual(["state.sqlite"]);
    expect(readFileSync(join(directory, "state.sqlite"), "latin1")).toMatch(/^SQLite format 3\0/);
  });

  it.runIf(hasNative)("can be read by another SQLite in another process", () => {
    const path = join(newDirectory(), "état 状态.sqlite");
    create(path).close();
    expect(readElsewhere("native", path)).toEqual({ integrity: "ok", rows: [[1, "one"]] });
  });

  it("stay in the directory that a link led to when they were opened", () => {
    const real = newDirectory();
    const link = join(newDirectory(), "link");
    symlinkSync(real, link, "junction");
    create(join(link, "state.sqlite")).close();
    expect(readdirSync(real)).toEqual(["state.sqlite"]);
  });

  it.runIf(posix).each([0o000, 0o022, 0o777])("KS-SEC-1 are private whatever the umask (%o)", (mask) => {
    const directory = newDirectory();
    process.umask(mask);
    const connection = create(join(directory, "state.sqlite"));
    for (const name of readdirSync(directory)) expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    connection.close();
  });

  it.runIf(posix)("KS-SEC-1 do not take over a wider mode of the database", () => {
    const path = join(newDirectory(), "state.sqlite");
    create(path).close();
    process.umask(0);
    const wide = join(newDirectory(), "state.sqlite");
    writeFileSync(wide, readFileSync(path), { mode: 0o666 });
    const connection = driver.open({ path: wide, readOnly: false });
    connection.exec("INSERT INTO entry VALUES (2, 'two')");
    expect(statSync(`${wide}-wal`).mode & 0o777).toBe(0o600);
    connection.close();
  });

  it.runIf(posix && process.geteuid?.() === 0)("that root creates belong to the owner of the database", () => {
    const path = join(newDirectory(), "state.sqlite");
    create(path).close();
    chownSync(path, 4711, 4712);
    const connection = driver.open({ path, readOnly: false });
    connection.exec("INSERT INTO entry VALUES (2, 'two')");
    expect(statSync(`${path}-wal`)).toMatchObject({ uid: 4711, gid: 4712 });
    connection.close();
  });

  it("KS-LIFE-1 leave no journal behind, whatever the order of modes", () => {
    const directory = newDirectory();
    const connection = driver.open({ path: join(directory, "state.sqlite"), readOnly: false });
    connection.exec("PRAGMA journal_mode=DELETE; CREATE TABLE entry(id INTEGER PRIMARY KEY, text TEXT)");
    connection.exec("PRAGMA journal_mode=WAL; INSERT INTO entry VALUES (1, 'one')");
    expect(readdirSync(directory).sort()).toEqual(["state.sqlite", "state.sqlite-wal"]);
    connection.exec("PRAGMA journal_mode=DELETE; INSERT INTO entry VALUES (2, 'two')");
    connection.close();
    expect(readdirSync(directory)).toEqual(["state.sqlite"]);
  });

  it.each(["", "-wal"])("KS-SEC-2 are refused where 'state.sqlite%s' is a symbolic link", (suffix) => {
    const directory = newDirectory();
    const path = join(directory, "state.sqlite");
    if (suffix !== "") create(path).close();
    const victim = join(newDirectory(), "victim");
    writeFileSync(victim, "untouched");
    symlinkSync(victim, path + suffix);
    expect(failure(() => openAndRead(path))).toEqual({ result: "SQLITE_CANTOPEN", detail: "ELOOP" });
    expect(readFileSync(victim, "utf8")).toBe("untouched");
  });

  it("KS-SEC-2 are refused where the journal is a symbolic link", () => {
    const path = join(newDirectory(), "state.sqlite");
    const connection = driver.open({ path, readOnly: false });
    connection.exec("CREATE TABLE entry(id INTEGER)");
    connection.close();
    const victim = join(newDirectory(), "victim");
    writeFileSync(victim, "untouched");
    symlinkSync(victim, `${path}-journal`);
    expect(failure(() => openAndRead(path))).toEqual({ result: "SQLITE_CANTOPEN", detail: "ELOOP" });
    expect(readFileSync(victim, "utf8")).toBe("untouched");
  });

  it("are refused where a directory stands in their place, or their directory is missing", () => {
    const directory = newDirectory();
    mkdirSync(join(directory, "state.sqlite"));
    expect(failure(() => openAndRead(join(directory, "state.sqlite"))).result).toBe("SQLITE_CANTOPEN");
    const nowhere = join(directory, "missing", "state.sqlite");
    expect(failure(() => openAndRead(nowhere))).toEqual({ result: "SQLITE_CANTOPEN", detail: "ENOENT" });
  });

  it("that are no database are refused and left alone", () => {
    const path = join(newDirectory(), "state.sqlite");
    writeFileSync(path, "no database".repeat(1000));
    expect(failure(() => openAndRead(path)).result).toBe("SQLITE_NOTADB");
    expect(readFileSync(path, "utf8")).toBe("no database".repeat(1000));
  });
});

describe("KS-LIFE-4 read-only", () => {
  it("never creates a database", () => {
    const directory = newDirectory();
    const path = join(directory, "state.sqlite");
    const open = (): SqliteConnection => driver.open({ path, readOnly: true });
    expect(failure(open)).toEqual({ result: "SQLITE_CANTOPEN", detail: "ENOENT" });
    expect(readdirSync(directory)).toEqual([]);
  });

  it("reads and refuses to write", () => {
    const path = join(newDirectory(), "state.sqlite");
    create(path).close();
    const before = readFileSync(path);
    const connection = driver.open({ path, readOnly: true });
    expect(connection.prepare("SELECT text FROM entry").all()).toEqual([["one"]]);
    for (const sql of ["INSERT INTO entry VALUES (2, 'two')", "DELETE FROM entry", "CREATE TABLE t(a)"]) {
      expect(failure(() => connection.exec(sql)).result).toBe("SQLITE_READONLY");
    }
    connection.close();
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(join(path, ".."))).toEqual(["state.sqlite"]);
  });
});
