import { existsSync } from "node:fs";

/**
 * The program of a worker thread. It lies beside this file, unless this package was built into another file, where no other
 * thread or process could load its parts one by one: then there is none.
 */
export function workerFile(): URL | undefined {
  try {
    const file = new URL("./engine-worker.js", import.meta.url);
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined; // Some bundles do not even know where they are.
  }
}
