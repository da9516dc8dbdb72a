import { getSqliteResultCodeName } from "@keyed-store/sqlite";
import { describe, expect, it } from "vitest";

describe("getSqliteResultCodeName", () => {
  it.each([
    [1, "SQLITE_ERROR"],
    [5, "SQLITE_BUSY"],
    [13, "SQLITE_FULL"],
    [26, "SQLITE_NOTADB"],
    [517, "SQLITE_BUSY"],
    [778, "SQLITE_IOERR"],
    [200, "SQLITE_UNKNOWN_200"],
  ])("of %i is %s", (code, name) => expect(getSqliteResultCodeName(code)).toBe(name));
});
