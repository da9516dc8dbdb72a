import type { HostFiles } from "@keyed-store/conformance/portable";

/** Where all directories of a run are. */
const ROOT = "suite";

const TRIES = 100;
/** In real time: a browser lets go of a file when it does, and tells nobody. */
const PAUSE_MS = 20;

/** The suite's hands on the origin's private file system, by paths with "/" between the names. */
export const opfsFiles: HostFiles = {
  join: (directory, ...names) => [directory, ...names].join("/"),
  async createTemporaryDirectory() {
    const path = `${ROOT}/${crypto.randomUUID()}`;
    await findDirectory(path, true);
    return path;
  },
  async removeDirectory(path) {
    const { parent, name } = split(path);
    const directory = await findDirectory(parent, false);
    await retryWhileHeld(() => directory.removeEntry(name, { recursive: true })).catch(ignoreNotFound);
  },
  async createDirectory(path) {
    await findDirectory(path, true);
  },
  async listFiles(path) {
    const found: string[] = [];
    for await (const [name, handle] of (await findDirectory(path, false)).entries()) {
      if (handle.kind === "file") found.push(name);
      else for (const below of await opfsFiles.listFiles(`${path}/${name}`)) found.push(`${name}/${below}`);
    }
    return found.sort();
  },
  async listNames(path) {
    const names: string[] = [];
    for await (const name of (await findDirectory(path, false)).keys()) names.push(name);
    return names.sort();
  },
  async read(path) {
    const { parent, name } = split(path);
    const file = await (await findDirectory(parent, false)).getFileHandle(name);
    return new Uint8Array(await (await file.getFile()).arrayBuffer());
  },
  async write(path, bytes) {
    const { parent, name } = split(path);
    const file = await (await findDirectory(parent, false)).getFileHandle(name, { create: true });
    const stream = await retryWhileHeld(() => file.createWritable());
    await stream.write(new Uint8Array(bytes));
    await stream.close();
  },
};

async function findDirectory(path: string, create: boolean): Promise<FileSystemDirectoryHandle> {
  let directory = await navigator.storage.getDirectory();
  for (const name of path.replace(/^opfs:\//, "").split("/"))
    directory = await directory.getDirectoryHandle(name, { create });
  return directory;
}

function split(path: string): { parent: string; name: string } {
  const at = path.lastIndexOf("/");
  return { parent: path.slice(0, at), name: path.slice(at + 1) };
}

/** In real time, since Firefox lets go of a file a moment after it was closed, and tells nobody. That says nothing about the store, unless it never does. */
async function retryWhileHeld<T>(call: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await call();
    } catch (error) {
      const isHeld = error instanceof DOMException && error.name === "NoModificationAllowedError";
      if (!isHeld || tried === TRIES) throw error;
      await new Promise<void>((resolve) => void setTimeout(resolve, PAUSE_MS));
    }
  }
}

function ignoreNotFound(error: unknown): void {
  if (!(error instanceof DOMException && error.name === "NotFoundError")) throw error;
}
