import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HostFiles } from "../../host/host-files.js";
import { listFiles } from "./list-files.js";
import { removeDirectory } from "./remove-directory.js";
import { retryWhileFileHeld } from "./retry-while-file-held.js";

/** Files as Node has them. */
export const nodeFiles: HostFiles = {
  join,
  createTemporaryDirectory: () => mkdtemp(join(tmpdir(), "keyed-store-conformance-")),
  removeDirectory,
  async createDirectory(directory) {
    await mkdir(directory, { recursive: true });
  },
  listFiles,
  listNames: async (directory) => (await readdir(directory)).sort(),
  read: (path) => retryWhileFileHeld(() => readFile(path)),
  write: (path, bytes) => retryWhileFileHeld(() => writeFile(path, bytes)),
};
