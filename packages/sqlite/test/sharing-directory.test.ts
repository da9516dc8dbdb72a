import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inspectDatabaseSessions } from "../src/node/sharing/inspection/inspect-database-sessions.js";
import {
  getSessionDirectoryPath,
  openSessionDirectoryCreatingIfMissing,
  openSessionDirectoryWithoutCreating,
} from "../src/node/sharing/records/open-session-directory.js";
import { formatPresenceRecordName } from "../src/node/sharing/records/record.js";
import { formatSessionText } from "../src/node/sharing/session/session.js";
import { createSharingSession } from "../src/node/sharing/sharing-session.js";
import { aSession } from "./sharing/sessions.js";

const posix = process.platform !== "win32";
const record = formatPresenceRecordName("exclusive", formatSessionText(aSession()));
let home = "";
let sessions = "";

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "keyed-store-"));
  sessions = getSessionDirectoryPath(join(home, "state.sqlite"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const modeOf = (path: string): number => statSync(path).mode & 0o777;
const failure = (act: () => unknown): unknown => {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
};

describe("the directory of session records", () => {
  test.runIf(posix)("KS-SEC-1 is 0700 and its files 0600 from their first instant, whatever the umask", () => {
    const before = process.umask(0);
    try {
      openSessionDirectoryCreatingIfMissing(sessions).createRecord(record);
    } finally {
      process.umask(before);
    }
    expect([modeOf(sessions), modeOf(join(sessions, record))]).toEqual([0o700, 0o600]);
  });

  test.runIf(posix)("KS-SEC-1 is tightened where it stood before with a wider mode", () => {
    mkdirSync(sessions);
    openSessionDirectoryCreatingIfMissing(sessions);
    expect(modeOf(sessions)).toBe(0o700);
  });

  test("KS-SEC-2 a symbolic link in its place is refused, and nothing is written where it leads", () => {
    const elsewhere = join(home, "elsewhere");
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, sessions, "junction");
    expect(
      failure(() =>
        createSharingSession({ databasePath: join(home, "state.sqlite"), mode: "shared", backend: "native" }),
      ),
    ).toMatchObject({
      code: "KEYED_STORE_OPEN_FAILED",
      path: sessions,
    });
    expect(lstatSync(sessions).isSymbolicLink()).toBe(true);
  });

  test("a file in its place is refused", () => {
    writeFileSync(sessions, "");
    expect(failure(() => openSessionDirectoryCreatingIfMissing(sessions))).toMatchObject({
      code: "KEYED_STORE_OPEN_FAILED",
      path: sessions,
    });
  });

  test.runIf(posix)("KS-SEC-2 a symbolic link in place of a record is refused and left as it is", () => {
    const files = openSessionDirectoryCreatingIfMissing(sessions);
    const victim = join(home, "victim");
    writeFileSync(victim, "precious");
    symlinkSync(victim, join(sessions, record));
    expect(failure(() => files.withSessionFileNames((names) => names))).toMatchObject({
      code: "KEYED_STORE_OPEN_FAILED",
      path: join(sessions, record),
    });
    expect(failure(() => files.createRecord(record))).toMatchObject({ code: "KEYED_STORE_WRITE_FAILED" });
    expect(readFileSync(victim, "utf8")).toBe("precious");
  });

  test("files of others in it are neither seen nor touched", async () => {
    const files = openSessionDirectoryCreatingIfMissing(sessions);
    writeFileSync(join(sessions, ".DS_Store"), "x");
    const sharing = createSharingSession({
      databasePath: join(home, "state.sqlite"),
      mode: "exclusive",
      backend: "wasm",
    });
    expect(sharing.tryEnter().entered).toBe(true);
    await sharing.close();
    expect(files.withSessionFileNames((names) => names)).toEqual([]);
    expect(existsSync(join(sessions, ".DS_Store"))).toBe(true);
  });

  test("looking from outside makes no directory, and one that is missing has no records", () => {
    expect(inspectDatabaseSessions(join(home, "state.sqlite")).sessions).toEqual([]);
    openSessionDirectoryWithoutCreating(sessions).removeSessionFile(record);
    expect(existsSync(sessions)).toBe(false);
  });

  test("KS-SHARE-2 a directory that was removed meanwhile is made again, as private as before", () => {
    const files = openSessionDirectoryCreatingIfMissing(sessions);
    rmSync(sessions, { recursive: true });
    files.createRecord(record);
    expect(files.withSessionFileNames((names) => names)).toEqual([record]);
    if (posix) expect(modeOf(sessions)).toBe(0o700);
  });

  test("a record that cannot be created names the file and the reason, and keeps the cause", () => {
    const nowhere = join(home, "missing", "state.sqlite.sessions");
    const error = failure(() => openSessionDirectoryWithoutCreating(nowhere).createRecord(record));
    expect(error).toMatchObject({
      code: "KEYED_STORE_OPEN_FAILED",
      path: join(nowhere, record),
      retryable: false,
      cause: { code: "ENOENT" },
    });
    expect(String(error)).toContain("ENOENT");
  });
});
