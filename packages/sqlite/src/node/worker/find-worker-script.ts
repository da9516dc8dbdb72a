import { existsSync } from "node:fs";

const NAME: string = ["engine-worker", "js"].join(".");

/**
 * The program of a worker thread. It lies beside this file, unless this package was built into another file, where no other
 * thread or process could load its parts one by one: then there is none.
 */
export function findWorkerScript(): URL | undefined {
  try {
    // Put together where no bundler sees it, for this file alone would be of no use in a bundle.
    const file = new URL(NAME, import.meta.url);
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined; // Some bundles do not even know where they are.
  }
}
