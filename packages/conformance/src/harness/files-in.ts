import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** The files below a directory, as paths from it, sorted. What is only a directory does not count: an empty one may stay. */
export async function filesIn(directory: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of (await readdir(directory, { recursive: true })).sort()) {
    if ((await stat(join(directory, name))).isFile()) found.push(name);
  }
  return found;
}
