import type { BigIntStats } from "node:fs";
import { createMemoryDisk, type Disk, DiskError, loadDriver } from "@keyed-store/backend-wasm/testing";
import { describe, expect, it } from "vitest";
import type { DiskFile } from "../src/disk/disk.js";
import { type FileSystemCalls, openWithoutFollowingLinks } from "../src/node/disk/open-without-following-links.js";
import { wrapDiskWithWindowsRetries } from "../src/node/disk/wrap-disk-with-windows-retries.js";

/** A disk of which each call is refused a few times before it is let through, as a scanner at work has it. */
function scannedDisk(disk: Disk, refusals: number, code: "EBUSY" | "EPERM"): Disk {
  const counts = new Map<string, number>();
  const pass = <T>(what: string, call: () => T): T => {
    const count = (counts.get(what) ?? 0) + 1;
    counts.set(what, count > refusals ? 0 : count);
    if (count <= refusals) throw new DiskError(code, `held, ${what}`);
    return call();
  };
  const wrap = (name: string, file: DiskFile): DiskFile => ({
    ...file,
    read: (bytes, offset, length, position) => pass(`read ${name}`, () => file.read(bytes, offset, length, position)),
    write: (bytes, offset, length, position) =>
      pass(`write ${name}`, () => file.write(bytes, offset, length, position)),
    truncate: (size) => pass(`truncate ${name}`, () => file.truncate(size)),
    sync: () => pass(`sync ${name}`, () => file.sync()),
  });
  return {
    open: (name, options) =>
      wrap(
        name,
        pass(`open ${name}`, () => disk.open(name, options)),
      ),
    stat: (name) => pass(`stat ${name}`, () => disk.stat(name)),
    unlink: (name) => pass(`unlink ${name}`, () => disk.unlink(name)),
    syncDirectory: () => disk.syncDirectory(),
  };
}

describe("an engine on a disk of Windows with a scanner at work", () => {
  const work = async (on: (disk: Disk) => Disk): Promise<unknown> => {
    const disk = createMemoryDisk();
    const driver = await loadDriver(() => on(disk));
    for (const value of [1, 2]) {
      const connection = driver.open({ path: "/d/a", readOnly: false });
      connection.exec("PRAGMA journal_mode=WAL; CREATE TABLE IF NOT EXISTS t (x)");
      connection.prepare("INSERT INTO t VALUES (?)").run(value);
      connection.close();
    }
    expect([...disk.image().keys()]).toEqual(["a"]);
    const connection = driver.open({ path: "/d/a", readOnly: false });
    const found = connection.prepare("SELECT x FROM t").all();
    connection.close();
    return found;
  };

  it.each(["EBUSY", "EPERM"] as const)("KS-SHARE-1 %s for a while is met by nobody", async (code) => {
    const pauses: number[] = [];
    const host = { platform: "win32", sleep: (ms: number) => void pauses.push(ms) };
    expect(await work((disk) => wrapDiskWithWindowsRetries(scannedDisk(disk, 5, code), host))).toEqual([[1], [2]]);
    expect(pauses).not.toEqual([]);
  });

  it("control: without trying again the engine fails", async () => {
    await expect(work((disk) => scannedDisk(disk, 1, "EBUSY"))).rejects.toMatchObject({ detail: "EBUSY" });
  });
});

describe("KS-SEC-2 opening where links cannot be refused while opening", () => {
  const stat = (ino: bigint, isLink = false, dev = 7n): BigIntStats =>
    Object.assign(Object.create(null), { ino, dev, isSymbolicLink: () => isLink });
  const calls = (
    named: readonly (BigIntStats | undefined)[],
    opened: BigIntStats,
  ): FileSystemCalls & { log: string[] } => {
    const log: string[] = [];
    const answers = [...named];
    return {
      log,
      lstat: () => answers.shift(),
      open: () => log.push("open") && 4,
      fstat: () => opened,
      close: () => void log.push("close"),
    };
  };
  const attempt = (system: FileSystemCalls) => () => openWithoutFollowingLinks("x", 0, 0o600, system);

  it("opens a plain file, and one that was not there before", () => {
    expect(attempt(calls([stat(1n), stat(1n)], stat(1n)))()).toBe(4);
    expect(attempt(calls([undefined, stat(1n)], stat(1n)))()).toBe(4);
  });

  it("takes a device's number that one call cuts to 32 bits for the same", () => {
    expect(attempt(calls([stat(1n), stat(1n, false, 0x5_0000_0007n)], stat(1n)))()).toBe(4);
  });

  it("opens nothing where a link stands", () => {
    const system = calls([stat(2n, true)], stat(1n));
    expect(attempt(system)).toThrow(expect.objectContaining({ code: "ELOOP" }));
    expect(system.log).toEqual([]);
  });

  it.each([
    ["another file", stat(2n)],
    ["a link", stat(2n, true)],
    ["a file of another device", stat(1n, false, 8n)],
    ["nothing", undefined],
  ])("refuses, and closes, what was opened while %s was put in its place", (_what, named) => {
    const system = calls([stat(1n), named], stat(1n));
    expect(attempt(system)).toThrow(expect.objectContaining({ code: "ELOOP" }));
    expect(system.log).toEqual(["open", "close"]);
  });
});
