import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { fileOperationError, getErrnoName } from "../dist/files/file-error.js";

const system = (code: string): Error => Object.assign(new Error(`${code}: something`), { code });

test.each([
  ["EACCES", false, /may not/],
  ["EROFS", false, /read-only/],
  ["ENOSPC", true, /full/],
  ["ENOENT", false, /does not exist/],
  ["EMFILE", true, /too many files/],
  ["EIO", false, /something/],
])("KS-LIFE-4 %s while opening is OPEN_FAILED with its own words", (code, retryable, message) => {
  expect(fileOperationError("create the database", "/x", system(code))).toMatchObject({
    code: "KEYED_STORE_OPEN_FAILED",
    operation: "open",
    path: "/x",
    retryable,
    message: expect.stringMatching(message),
    cause: { code },
  });
});

test("an errno is told from the other codes that errors bear", () => {
  expect(getErrnoName(system("ENOTDIR"))).toBe("ENOTDIR");
  expect(getErrnoName(system("ERR_INVALID_ARG_TYPE"))).toBe(undefined);
  expect(getErrnoName(system("KEYED_STORE_BUSY"))).toBe(undefined);
  expect(getErrnoName(Object.assign(new Error("x"), { code: 7 }))).toBe(undefined);
  expect(getErrnoName("ENOENT")).toBe(undefined);
});

test("KS-LIFE-4 an error of another realm, as under a test runner with contexts of its own, is told alike", () => {
  const error: unknown = runInNewContext("Object.assign(new Error('EIO: broken'), { code: 'EIO' })");
  expect(getErrnoName(error)).toBe("EIO");
  expect(fileOperationError("read", "/x", error).message).toBe("Cannot read /x: EIO: broken.");
});
