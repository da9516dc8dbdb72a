import { type RetryHost, retryOnWindows } from "@keyed-store/sqlite";
import type { Disk, DiskFile } from "./disk.js";

/**
 * Repeats what Windows refuses for a moment, as SQLite's own layer for Windows does. The engine has the one for POSIX,
 * which takes each refusal for the last word. All calls but `close` can be made again: positions are given with them.
 */
export function retryingDisk(disk: Disk, host?: RetryHost): Disk {
  const again = <T>(call: () => T): T => retryOnWindows(call, host);
  const wrap = (file: DiskFile): DiskFile => ({
    read: (bytes, offset, length, position) => again(() => file.read(bytes, offset, length, position)),
    write: (bytes, offset, length, position) => again(() => file.write(bytes, offset, length, position)),
    truncate: (size) => again(() => file.truncate(size)),
    sync: () => again(() => file.sync()),
    stat: () => file.stat(),
    chown: (uid, gid) => file.chown(uid, gid),
    close: () => file.close(),
  });
  return {
    open: (name, options) => wrap(again(() => disk.open(name, options))),
    stat: (name) => again(() => disk.stat(name)),
    unlink: (name) => again(() => disk.unlink(name)),
    syncDirectory: () => disk.syncDirectory(),
  };
}
