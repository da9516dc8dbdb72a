import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Does some work in an empty directory, which is deleted behind it.
 *
 * @template T
 * @param {(directory: string) => T} work
 */
export async function inScratch(work) {
  const directory = mkdtempSync(join(tmpdir(), "keyed-store-bench-"));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
