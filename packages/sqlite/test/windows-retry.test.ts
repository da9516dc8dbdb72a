import { expect, test, vi } from "vitest";
import { translateSqliteFailure } from "../src/driver/translate-sqlite-failure.js";
import { fileOperationError } from "../src/files/file-error.js";
import { SqliteFailure } from "../src/index.js";
import { isExposedToOthers } from "../src/node/files/privacy.js";
import { retryOnWindows } from "../src/node/files/windows-retry.js";
import { sessionRecordFileError } from "../src/node/sharing/records/record-file-error.js";

const refusal = (code: string): Error => Object.assign(new Error(`${code}: refused`), { code });

/** A system that notes its pauses, and a call that is refused so many times. */
function trial(platform: string, code: string, times: number) {
  const pauses: number[] = [];
  const call = vi.fn<() => string>(() => {
    if (call.mock.calls.length <= times) throw refusal(code);
    return "done";
  });
  return { pauses, call, run: () => retryOnWindows(call, { platform, sleep: (ms) => pauses.push(ms) }) };
}

test.each(["EPERM", "EACCES", "EBUSY"])("KS-LIFE-4 %s on Windows is asked again, after ever longer pauses", (code) => {
  const { run, pauses } = trial("win32", code, 3);
  expect(run()).toBe("done");
  expect(pauses).toEqual([25, 50, 75]);
});

test("KS-LIFE-4 what does not pass within ten further tries is thrown as it is", () => {
  const { run, call, pauses } = trial("win32", "EBUSY", 99);
  expect(run).toThrow(expect.objectContaining({ code: "EBUSY" }));
  expect(call).toHaveBeenCalledTimes(11);
  expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBe(1375);
});

test.each([
  ["win32", "ENOENT"],
  ["win32", "ENOSPC"],
  ["linux", "EPERM"],
  ["linux", "EBUSY"],
  ["darwin", "EACCES"],
])("on %s %s is thrown at once", (platform, code) => {
  const { run, call } = trial(platform, code, 99);
  expect(run).toThrow(expect.objectContaining({ code }));
  expect(call).toHaveBeenCalledTimes(1);
});

test.each(["EPERM", "EACCES", "EBUSY"])(
  "KS-ERR-2 %s that lasted is retryable on Windows, and says what it may be",
  (code) => {
    expect(fileOperationError("look at", "C:\\x", refusal(code), "win32")).toMatchObject({
      code: "KEYED_STORE_OPEN_FAILED",
      retryable: true,
      message: expect.stringMatching(/scanner.*permissions/),
    });
    expect(sessionRecordFileError("create the session record", "C:\\x", refusal(code), "win32")).toMatchObject({
      code: "KEYED_STORE_WRITE_FAILED",
      retryable: true,
    });
  },
);

test.each(["EPERM", "EACCES"])("KS-ERR-2 %s elsewhere stays what nothing but a change of rights changes", (code) => {
  expect(fileOperationError("look at", "/x", refusal(code), "linux")).toMatchObject({
    retryable: false,
    message: expect.stringMatching(/the owner and the mode/),
  });
  expect(sessionRecordFileError("create the session record", "/x", refusal(code), "linux")).toMatchObject({
    code: "KEYED_STORE_OPEN_FAILED",
    retryable: false,
  });
});

test("KS-ERR-2 on Windows a read-only disk and a missing directory last all the same", () => {
  for (const code of ["EROFS", "ENOENT"]) {
    expect(fileOperationError("look at", "C:\\x", refusal(code), "win32").retryable).toBe(false);
    expect(sessionRecordFileError("remove the session record", "C:\\x", refusal(code), "win32").retryable).toBe(false);
  }
});

test.each([
  ["SQLITE_IOERR", "EDQUOT", true],
  ["SQLITE_CANTOPEN", "EMFILE", true],
  ["SQLITE_CANTOPEN", "ENOENT", false],
  ["SQLITE_IOERR", "EIO", false],
])("KS-ERR-2 %s for %s: retryable is %s", (result, detail, retryable) => {
  const failure = new SqliteFailure(result, "words of SQLite", { detail });
  expect(translateSqliteFailure(failure, "open", "/x", "wasm")).toMatchObject({
    code: "KEYED_STORE_OPEN_FAILED",
    retryable,
  });
});

test("KS-SEC-1 the mode that Node makes up on Windows lets nobody in", () => {
  expect([
    isExposedToOthers(0o666, "win32"),
    isExposedToOthers(0o666, "linux"),
    isExposedToOthers(0o600, "linux"),
  ]).toEqual([false, true, false]);
});
