import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createExposureReporter, makeFilePrivate } from "../dist/node/files/privacy.js";
import { ensureStateDirectory } from "../dist/node/files/state-directory.js";

const refused = (message: RegExp) =>
  expect.objectContaining({ code: "KEYED_STORE_OPEN_FAILED", message: expect.stringMatching(message) });
const modeOf = (path: string): number => statSync(path).mode & 0o777;

function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), "keyed-store-sqlite-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

test.skipIf(process.platform === "win32")(
  "KS-SEC-1 all that is created is 0700, and there is nothing to complain of",
  () => {
    const told: string[] = [];
    const complain = (path: string): number => told.push(path);
    const directory = join(scratch(), "a", "b");
    expect(ensureStateDirectory(directory, "read-write", complain)).toBe(directory);
    expect([modeOf(join(directory, "..")), modeOf(directory), told]).toEqual([0o700, 0o700, []]);
    chmodSync(directory, 0o750);
    ensureStateDirectory(directory, "read-write", complain);
    expect([modeOf(directory), told]).toEqual([0o750, [directory]]);
  },
);

test("KS-LIFE-4 read-only creates no directory", () => {
  const directory = join(scratch(), "none");
  expect(() => ensureStateDirectory(directory, "read-only", () => undefined)).toThrow(refused(/does not exist/));
  expect(existsSync(directory)).toBe(false);
});

test("KS-SEC-2 a link to a directory is followed, one to nowhere is refused", () => {
  const base = scratch();
  mkdirSync(join(base, "real"), { mode: 0o700 });
  symlinkSync(join(base, "real"), join(base, "link"));
  symlinkSync(join(base, "missing"), join(base, "broken"));
  expect(ensureStateDirectory(join(base, "link"), "read-write", () => undefined)).toBe(join(base, "real"));
  expect(() => ensureStateDirectory(join(base, "broken"), "read-write", () => undefined)).toThrow(
    refused(/does not exist/),
  );
  expect(existsSync(join(base, "missing"))).toBe(false);
});

test("KS-SEC-1 one event at an opening, however much is open to others; with strictPermissions a refusal", () => {
  const events: unknown[] = [];
  const complain = createExposureReporter(false, (event) => events.push(event));
  complain("/x", "a");
  complain("/y", "b");
  expect(events).toEqual([{ type: "permission-warning", path: "/x", message: "/x may be open to other users: a." }]);
  expect(() => createExposureReporter(true, () => undefined)("/x", "a")).toThrow(refused(/strictPermissions/));
});

test.skipIf(process.platform === "win32")(
  "KS-SEC-1 a file of ours is tightened by its name; one that went away needs nothing",
  () => {
    const file = join(scratch(), "file");
    writeFileSync(file, "");
    chmodSync(file, 0o664);
    makeFilePrivate(file, () => expect.unreachable());
    expect(modeOf(file)).toBe(0o600);
    makeFilePrivate(`${file}-gone`, () => expect.unreachable());
  },
);

test.skipIf(process.platform === "win32")(
  "KS-SEC-1 a directory that is set up for a group is complained of with strictPermissions alone, one for all as before",
  () => {
    const directory = scratch();
    const events: unknown[] = [];
    const opened = (mode: number, strict: boolean): string => {
      chmodSync(directory, mode);
      return ensureStateDirectory(
        directory,
        "read-write",
        createExposureReporter(strict, (event) => events.push(event)),
      );
    };
    opened(0o2770, false);
    expect(events).toEqual([]);
    expect(() => opened(0o2770, true)).toThrow(refused(/its mode is 2770/));
    opened(0o2775, false);
    opened(0o770, false);
    expect(events).toHaveLength(2);
  },
);
