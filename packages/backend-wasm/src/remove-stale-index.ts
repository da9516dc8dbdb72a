import type { Mount } from "./host.js";

/**
 * Removes the `-shm` file that a killed native process left (KS-LIFE-1). This engine never uses one, and it is alone
 * with the database while it is open, so without a log beside it the file means nothing to anybody.
 */
export function removeStaleIndex({ disk, name }: Mount): void {
  if (exists(disk, `${name}-wal`) || !exists(disk, `${name}-shm`)) return;
  try {
    disk.unlink(`${name}-shm`);
  } catch {
    // Useless as it is, it does no harm: the next native process starts it anew.
  }
}

function exists(disk: Mount["disk"], name: string): boolean {
  try {
    disk.stat(name);
    return true;
  } catch {
    return false;
  }
}
