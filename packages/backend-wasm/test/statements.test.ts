import { createNodeDisk, loadDriver } from "@keyed-store/backend-wasm/testing";
import { type SqliteConnection, SqliteFailure, type SqliteValue } from "@keyed-store/sqlite";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { scratch } from "./scratch.js";

const driver = await loadDriver(createNodeDisk);
const connection: SqliteConnection = driver.open({ path: `${scratch()()}/state.sqlite`, readOnly: false });
connection.exec("CREATE TABLE entry(id INTEGER PRIMARY KEY, text TEXT, number INTEGER, bytes BLOB) STRICT");
afterAll(() => connection.close());

const wellFormed = fc.string({ unit: "binary", maxLength: 200 });

function resultOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof SqliteFailure) return error.result;
    throw error;
  }
  return "SQLITE_OK";
}

/** Stores one value and reads it back from its column. */
function roundTrip(column: "text" | "number" | "bytes", value: SqliteValue): SqliteValue | undefined {
  connection.prepare(`INSERT OR REPLACE INTO entry(id, ${column}) VALUES (1, ?)`).run(value);
  return connection.prepare(`SELECT ${column} FROM entry WHERE id = 1`).get()?.[0];
}

describe("KS-VALUE-2 what goes in comes back", () => {
  it.each([
    ["empty", ""],
    ["U+FEFF first", "\ufeffa"],
    ["U+FEFF alone", "\ufeff"],
    ["NUL inside", "a\0b"],
    ["NUL first and last", "\0a\0"],
    ["NUL and U+FEFF in a long text", `\ufeff${"x".repeat(500)}\0${"é".repeat(500)}`],
    ["astral", "😀𝒳\u{10ffff}"],
    ["non-characters", "\uffff\ufffe\ufffd"],
    ["not normalised", "e\u0301é"],
    ["1 MB of ASCII", "a".repeat(2 ** 20)],
    ["1 MB of three bytes each", "€".repeat(2 ** 20)],
  ])("text: %s", (_name, text) => {
    expect(roundTrip("text", text)).toBe(text);
  });

  it("text: whatever is well-formed, also as a key", () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        expect(roundTrip("text", text)).toBe(text);
        expect(connection.prepare("SELECT text = ? FROM entry WHERE id = 1").get(text)).toEqual([1]);
      }),
      { numRuns: 500 },
    );
  });

  it("text: every length around the limits of the fast paths, ASCII and not", () => {
    for (let length = 0; length < 200; length++) {
      for (const text of ["a".repeat(length), `${"a".repeat(length)}é`, `😀${"a".repeat(length)}`]) {
        expect(roundTrip("text", text)).toBe(text);
      }
    }
  });

  it.each([0, 1, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1, 2 ** 51, 2 ** 53 - 1, 1 - 2 ** 53, 1.7e12])(
    "whole number: %d, stored as an INTEGER",
    (number) => {
      expect(roundTrip("number", number)).toBe(number);
      const exact = connection.prepare("SELECT typeof(number), CAST(number AS TEXT) FROM entry WHERE id = 1").get();
      expect(exact).toEqual(["integer", String(number)]);
    },
  );

  it("whole number: any safe one, compared as stored", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (number) => {
        expect(roundTrip("number", number)).toBe(number);
        const found = connection.prepare("SELECT count(*) FROM entry WHERE number = ? AND number >= ?");
        expect(found.get(number, number)).toEqual([1]);
      }),
    );
  });

  it("minus zero is zero", () => {
    expect(roundTrip("number", -0)).toBe(0);
  });

  it("null and bytes", () => {
    expect(roundTrip("text", null)).toBeNull();
    expect(roundTrip("bytes", new Uint8Array())).toEqual(new Uint8Array());
    expect(roundTrip("bytes", Uint8Array.of(0, 255, 0))).toEqual(Uint8Array.of(0, 255, 0));
  });
});

describe("statements", () => {
  it("tell the rows that they changed, and none when they changed none", () => {
    connection.exec("DELETE FROM entry");
    const insert = connection.prepare("INSERT INTO entry(id, text) VALUES (?, ?)");
    expect(insert.run(1, "a")).toBe(1);
    expect(insert.run(2, "b")).toBe(1);
    expect(connection.prepare("SELECT * FROM entry").run()).toBe(0);
    expect(connection.prepare("UPDATE entry SET text = 'c'").run()).toBe(2);
    expect(connection.prepare("BEGIN").run()).toBe(0);
    expect(connection.prepare("ROLLBACK").run()).toBe(0);
    expect(connection.prepare("DELETE FROM entry WHERE id = 9").run()).toBe(0);
    expect(connection.prepare("WITH gone(id) AS (SELECT 1) DELETE FROM entry WHERE id IN gone").run()).toBe(1);
  });

  it("give rows by position, the first or all", () => {
    connection.exec("DELETE FROM entry; INSERT INTO entry(id, text) VALUES (1, 'a'), (2, 'b')");
    const select = connection.prepare("SELECT id, text FROM entry WHERE id >= ? ORDER BY id");
    expect(select.get(1)).toEqual([1, "a"]);
    expect(select.all(1)).toEqual([
      [1, "a"],
      [2, "b"],
    ]);
    expect(select.get(3)).toBeUndefined();
    expect(select.all(3)).toEqual([]);
  });

  it("are durable when get returns their first row", () => {
    const insert = connection.prepare("INSERT INTO entry(id, text) VALUES (?, ?) RETURNING id");
    expect(insert.get(7, "x")).toEqual([7]);
    expect(connection.inTransaction).toBe(false);
    expect(resultOf(() => insert.get(7, "x"))).toBe("SQLITE_CONSTRAINT");
    expect(insert.get(8, "x")).toEqual([8]);
  });

  it("refuse more or fewer parameters than they take", () => {
    const select = connection.prepare("SELECT ?, ?");
    expect(resultOf(() => select.get(1))).toBe("SQLITE_RANGE");
    expect(resultOf(() => select.get(1, 2, 3))).toBe("SQLITE_RANGE");
    expect(select.get(1, 2)).toEqual([1, 2]);
  });

  it("survive a change of the schema", () => {
    const count = connection.prepare("SELECT count(*) FROM entry WHERE text = ?");
    expect(count.get("x")).toEqual([2]);
    connection.exec("CREATE INDEX by_text ON entry(text)");
    expect(count.get("x")).toEqual([2]);
  });

  it("report what SQLite says by its name, and never a value", () => {
    expect(resultOf(() => connection.prepare("SELEC 1"))).toBe("SQLITE_ERROR");
    expect(resultOf(() => connection.prepare(" -- nothing"))).toBe("SQLITE_MISUSE");
    const insert = connection.prepare("INSERT INTO entry(id, number) VALUES (?, ?)");
    expect(() => insert.run(9, "secret")).toThrow(/cannot store TEXT value in INTEGER column/);
    expect(() => insert.run(9, "secret")).not.toThrow(/secret/);
  });
});

describe("transactions", () => {
  it("are known from SQLite, also after it rolled back by itself", () => {
    expect(connection.inTransaction).toBe(false);
    connection.exec("BEGIN IMMEDIATE");
    expect(connection.inTransaction).toBe(true);
    expect(resultOf(() => connection.exec("INSERT OR ROLLBACK INTO entry(id) VALUES (7)"))).toBe("SQLITE_CONSTRAINT");
    expect(connection.inTransaction).toBe(false);
    connection.exec("BEGIN");
    connection.exec("COMMIT");
    expect(connection.inTransaction).toBe(false);
  });
});

describe("databases in memory", () => {
  it("are apart from each other and from the disk", () => {
    const one = driver.openMemory();
    const two = driver.openMemory();
    one.exec("CREATE TABLE t(a)");
    expect(two.prepare("SELECT count(*) FROM sqlite_schema").get()).toEqual([0]);
    one.close();
    two.close();
    one.close();
    expect(resultOf(() => one.exec("SELECT 1"))).toBe("SQLITE_MISUSE");
    expect(one.inTransaction).toBe(false);
  });
});
