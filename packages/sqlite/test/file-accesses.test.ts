import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isFileWritable } from "../src/node/files/is-file-writable.js";
import { isSafeToRestrictFileMode } from "../src/node/opening/is-safe-to-restrict-file-mode.js";
import { isDatabaseOpenInThisProcess } from "../src/node/sharing/inspection/is-database-open-in-this-process.js";
import { createSharingSession } from "../src/node/sharing/sharing-session.js";

/* Looks at a database file, and what they must not disturb. */

function database(): string {
  const directory = mkdtempSync(join(tmpdir(), "keyed-store-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, "state.sqlite");
}

test("KS-SHARE-1 a file that is open in this process is not looked into, although its file system keeps no modes", () => {
  const path = database();
  const standing = { databaseSize: 4096, isExposed: true, hasWal: false, hasJournal: false };
  // The file is not there: a look would fail.
  expect(() => isSafeToRestrictFileMode(path, standing)).toThrow(
    expect.objectContaining({ code: "KEYED_STORE_OPEN_FAILED" }),
  );
  const sharing = createSharingSession({ databasePath: path, mode: "shared", backend: "native" });
  onTestFinished(() => sharing.close());
  expect(isDatabaseOpenInThisProcess(path)).toBe(false);
  expect(sharing.tryEnter().entered).toBe(true);
  expect(isDatabaseOpenInThisProcess(path)).toBe(true);
  expect(isSafeToRestrictFileMode(path, standing)).toBe(false);
  sharing.leave();
  expect(isDatabaseOpenInThisProcess(path)).toBe(false);
});

test("KS-LIFE-4 on Windows a file is asked by opening it, elsewhere its locks are left alone", () => {
  const asked: string[] = [];
  const refuse = (what: string) => (): never => {
    asked.push(what);
    throw new Error("EPERM");
  };
  const allow = (what: string) => (): void => void asked.push(what);
  expect(isFileWritable("C:\\x", { platform: "win32", access: allow("access"), open: refuse("open") })).toBe(false);
  expect(isFileWritable("C:\\x", { platform: "win32", access: refuse("access"), open: allow("open") })).toBe(true);
  expect(isFileWritable("/x", { platform: "linux", access: allow("access"), open: refuse("open") })).toBe(true);
  expect(isFileWritable("/x", { platform: "linux", access: refuse("access"), open: allow("open") })).toBe(false);
  expect(asked).toEqual(["open", "open", "access", "access"]);
});
