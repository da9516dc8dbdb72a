import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { platform } from "node:process";
import { retryWhileFileHeld } from "./retry-while-file-held.js";

/** The files below a directory, as paths from it, sorted. What is only a directory does not count: an empty one may stay. */
export function listFiles(directory: string): Promise<string[]> {
  return retryWhileFileHeld(async () => {
    const found: string[] = [];
    for (const name of (await readdir(directory, { recursive: true })).sort()) {
      if (!(await stat(join(directory, name))).isFile()) continue;
      found.push(name);
      if (platform === "win32") await openAndCloseFile(join(directory, name));
    }
    return found;
  });
}

/** On Windows, a file that is deleted keeps its name as long as another program has it open, and cannot be opened. */
async function openAndCloseFile(filePath: string): Promise<void> {
  await (await open(filePath, "r")).close();
}
