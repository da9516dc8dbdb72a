import { closeSync, fsyncSync, openSync } from "node:fs";

/** Brings the names in a directory to the disk, where the system has a way to; Windows has none and needs none. */
export function syncDirectory(path: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
