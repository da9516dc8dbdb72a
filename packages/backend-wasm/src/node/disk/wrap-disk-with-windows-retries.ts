import { type RetryEnvironment, retryOnWindows } from "@keyed-store/sqlite";
import type { Disk, DiskFile } from "../../disk/disk.js";

/**
 * Repeats what Windows refuses for a moment, as SQLite's own layer for Windows does. The engine has the one for POSIX,
 * which takes each refusal for the last word. All calls but `close` can be made again: positions are given with them.
 */
export function wrapDiskWithWindowsRetries(disk: Disk, environment?: RetryEnvironment): Disk {
  const retry = <T>(call: () => T): T => retryOnWindows(call, environment);
  const wrapFile = (file: DiskFile): DiskFile => ({
    read: (bytes, offset, length, position) => retry(() => file.read(bytes, offset, length, position)),
    write: (bytes, offset, length, position) => retry(() => file.write(bytes, offset, length, position)),
    truncate: (size) => retry(() => file.truncate(size)),
    sync: () => retry(() => file.sync()),
    stat: () => file.stat(),
    chown: (uid, gid) => file.chown(uid, gid),
    close: () => file.close(),
  });
  return {
    open: (name, options) => wrapFile(retry(() => disk.open(name, options))),
    stat: (name) => retry(() => disk.stat(name)),
    unlink: (name) => retry(() => disk.unlink(name)),
    syncDirectory: () => disk.syncDirectory(),
  };
}
