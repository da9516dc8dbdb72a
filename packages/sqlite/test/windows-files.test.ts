import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { isStoreOrEmptyDatabase } from "../src/format/application-id.js";
import { createDatabaseFileIfMissing, getFileIdentity, inspectStoreFiles } from "../src/node/files/database-file.js";
import { readDatabaseHeader } from "../src/node/files/read-database-header.js";
import type { LivenessPulse } from "../src/node/sharing/pulse/pulse.js";
import { startLivenessPulse } from "../src/node/sharing/pulse/start-liveness-pulse.js";
import { openSessionDirectoryCreatingIfMissing } from "../src/node/sharing/records/open-session-directory.js";
import { formatPresenceRecordName } from "../src/node/sharing/records/record.js";
import { formatSessionText } from "../src/node/sharing/session/session.js";
import { aSession } from "./sharing/sessions.js";

/*
 * A file that is just being deleted answers EPERM to every call on Windows, and one that a scanner has open EBUSY. Here each
 * call is refused a few times in a process that believes to be on Windows, and the pauses take no time.
 */

const { trouble, REFUSED } = vi.hoisted(() => ({
  trouble: { code: "", left: 0 },
  REFUSED: ["lstatSync", "openSync", "readSync", "readdirSync", "unlinkSync", "mkdirSync", "renameSync"],
}));

vi.mock("node:process", async (original) => ({ ...(await original<object>()), platform: "win32" }));
vi.mock("../src/files/operating-system.js", () => ({ operatingSystem: "win32" }));
vi.mock("node:fs", async (original) => {
  const real = await original<Record<string, (...parameters: unknown[]) => unknown>>();
  const refuse =
    (call: (...parameters: unknown[]) => unknown) =>
    (...parameters: unknown[]) => {
      if (trouble.left === 0) return call(...parameters);
      trouble.left -= 1;
      throw Object.assign(new Error(`${trouble.code}: refused`), { code: trouble.code });
    };
  return {
    ...real,
    ...Object.fromEntries(REFUSED.map((name) => [name, refuse(real[name] ?? (() => undefined))])),
  };
});

const record = formatPresenceRecordName("exclusive", formatSessionText(aSession()));
let home = "";

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "keyed-store-"));
  vi.spyOn(Atomics, "wait").mockReturnValue("timed-out");
  if (process.geteuid !== undefined) vi.spyOn(process, "geteuid").mockReturnValue(1000);
});
afterEach(() => {
  trouble.left = 0;
  vi.restoreAllMocks();
  rmSync(home, { recursive: true, force: true });
});

/** Makes a call that is refused five times first. */
function refusedAtFirst<T>(code: string, call: () => T): T {
  Object.assign(trouble, { code, left: 5 });
  const result = call();
  expect(trouble.left, "refusals that nothing has met").toBe(0);
  return result;
}

test.each(["EPERM", "EBUSY"])(
  "KS-SHARE-2 session records are made, listed and removed although %s comes first",
  (code) => {
    const files = refusedAtFirst(code, () => openSessionDirectoryCreatingIfMissing(join(home, "sessions")));
    refusedAtFirst(code, () => files.createRecord(record));
    expect(refusedAtFirst(code, () => files.hasRecord(record))).toBe(true);
    expect(refusedAtFirst(code, () => files.withSessionFileNames((names) => names))).toEqual([record]);
    refusedAtFirst(code, () => files.removeSessionFile(record));
    expect(files.withSessionFileNames((names) => names)).toEqual([]);
    refusedAtFirst(code, () => files.removeSessionFile(record));
  },
);

test.each(["EPERM", "EBUSY"])(
  "KS-LIFE-4 the files of a store are created and looked at although %s comes first",
  (code) => {
    const path = join(home, "state.sqlite");
    refusedAtFirst(code, () => createDatabaseFileIfMissing(path));
    expect(refusedAtFirst(code, () => inspectStoreFiles(path))).toMatchObject({ databaseSize: 0, isExposed: false });
    expect(refusedAtFirst(code, () => getFileIdentity(path))).toBeDefined();
    expect(refusedAtFirst(code, () => isStoreOrEmptyDatabase(readDatabaseHeader(path)))).toBe(false);
  },
);

/** A pulse by a socket, of which Windows has none; its file is renamed and removed as that of a pipe. */
function aPulse(): LivenessPulse {
  const pulse = startLivenessPulse({
    directory: home,
    nonce: "9f86d081884c",
    kind: "0",
    onPeerConnect: () => undefined,
  });
  onTestFinished(() => pulse.close());
  return pulse;
}
const names = (): string[] => readdirSync(home);

test.each(["EPERM", "EBUSY"])(
  "KS-SHARE-2 a pulse says that its session is in, or not, although %s comes first",
  (code) => {
    const pulse = aPulse();
    refusedAtFirst(code, () => pulse.setMode("exclusive"));
    expect(names()).toEqual(["pulse.exclusive.9f86d081884c.0"]);
    refusedAtFirst(code, () => pulse.setMode("idle"));
    expect(names()).toEqual(["pulse.idle.9f86d081884c.0"]);
    refusedAtFirst(code, () => pulse.close());
    expect(names()).toEqual([]);
  },
);

test("KS-SHARE-2 a pulse that could not be renamed is renamed the next time, and removed at the end", () => {
  const pulse = aPulse();
  pulse.setMode("exclusive");
  Object.assign(trouble, { code: "EBUSY", left: 11 });
  pulse.setMode("idle");
  expect([names(), trouble.left]).toEqual([["pulse.exclusive.9f86d081884c.0"], 0]);
  pulse.setMode("exclusive");
  pulse.setMode("idle");
  expect(names()).toEqual(["pulse.idle.9f86d081884c.0"]);
  pulse.close();
  expect(names()).toEqual([]);
});

test("KS-LIFE-4 where it lasts, the error is retryable", () => {
  Object.assign(trouble, { code: "EPERM", left: 99 });
  expect(() => inspectStoreFiles(join(home, "state.sqlite"))).toThrow(
    expect.objectContaining({ code: "KEYED_STORE_OPEN_FAILED", retryable: true }),
  );
});

test("KS-SEC-1 modes are neither set nor judged", () => {
  const path = join(home, "state.sqlite");
  writeFileSync(path, "");
  chmodSync(path, 0o666);
  expect(inspectStoreFiles(path).isExposed).toBe(false);
  expect(statSync(path).mode & 0o777).toBe(0o666);
});
