import { KeyedStoreError } from "@keyed-store/core";
import { describe, expect, it } from "vitest";
import { SqliteFailure } from "../src/driver/driver.js";
import { translateSqliteFailure } from "../src/driver/translate-sqlite-failure.js";

const told = (result: string, detail: string | undefined, path = "/data/state.sqlite"): KeyedStoreError => {
  const error = translateSqliteFailure(
    new SqliteFailure(result, "as the engine says", { detail }),
    "open",
    path,
    "native",
  );
  if (error instanceof KeyedStoreError) return error;
  throw new Error("it was not translated");
};

describe("what an engine's failure means", () => {
  it("a log whose index cannot grow is a full disk, and retryable", () => {
    expect(told("SQLITE_IOERR", "SQLITE_IOERR_SHMSIZE")).toMatchObject({
      code: "KEYED_STORE_OPEN_FAILED",
      retryable: true,
      message: expect.stringMatching(/is full; free some space.*SHMSIZE: as the engine says/),
    });
    expect(told("SQLITE_IOERR", "ENOSPC").message).toMatch(/is full; free some space/);
    expect(told("SQLITE_IOERR", "SQLITE_IOERR_READ")).toMatchObject({ retryable: false });
  });

  it("a path that is too long for SQLite's own file layer is said to be, and only where nothing else is known", () => {
    const path = `/${"ü".repeat(252)}`;
    expect(told("SQLITE_CANTOPEN", "SQLITE_CANTOPEN", path).message).toMatch(/has 505 bytes.*up to 504.*wasm/);
    expect(told("SQLITE_CANTOPEN", undefined, path).message).toMatch(/505 bytes/);
    expect(told("SQLITE_CANTOPEN", "EACCES", path).message).not.toMatch(/bytes/);
    expect(told("SQLITE_CANTOPEN", "SQLITE_CANTOPEN", path.slice(0, -1)).message).not.toMatch(/bytes/);
  });
});
