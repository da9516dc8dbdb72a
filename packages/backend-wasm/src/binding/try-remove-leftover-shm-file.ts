import type { DatabaseLocation } from "../syscalls/syscall-context.js";

/**
 * Removes the `-shm` file that a killed native process left (KS-LIFE-1). This engine never uses one, and it is alone
 * with the database while it is open, so without a log beside it the file means nothing to anybody.
 */
export function tryRemoveLeftoverShmFile({ disk, name }: DatabaseLocation): void {
  try {
    if (disk.stat(`${name}-wal`) !== undefined || disk.stat(`${name}-shm`) === undefined) return;
    disk.unlink(`${name}-shm`);
  } catch {
    // Useless as it is, it does no harm: the next native process starts it anew.
  }
}
