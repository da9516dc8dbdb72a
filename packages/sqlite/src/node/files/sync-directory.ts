import { closeSync, openSync } from "node:fs";
import { fsyncUnlessDenied } from "./fsync-unless-denied.js";

/** Brings the names in a directory to the disk, where the system has a way to; Windows has none and needs none. */
export function syncDirectory(directoryPath: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(directoryPath, "r");
  try {
    fsyncUnlessDenied(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
