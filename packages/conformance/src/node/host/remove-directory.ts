import { rm } from "node:fs/promises";

/** Removes a directory with all that is in it, also where on Windows a scanner has some of it open for a moment. */
export function removeDirectory(directory: string): Promise<void> {
  return rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}
