import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type BackendProvider, openStateStore, type StateStore } from "@keyed-store/core";
import type { OpfsDirectory } from "../../src/opfs/opfs-directory.js";
import { loadBrowserBackend } from "../../src/worker/load-browser-backend.js";
import type { Origin } from "./create-origin.js";

const requireOfEngine = createRequire(import.meta.resolve("@keyed-store/backend-wasm"));
const origins = new Map<string, Origin>();

/** Each directory is that of another origin, so that one engine serves all. */
const root: OpfsDirectory = {
  async getDirectoryHandle(name) {
    const origin = origins.get(name);
    if (origin === undefined) throw new DOMException(`no directory ${name}`, "NotFoundError");
    return origin.directory;
  },
  getFileHandle: () => Promise.reject(new DOMException("no file", "NotFoundError")),
  removeEntry: () => Promise.reject(new DOMException("no file", "NotFoundError")),
};

const backend = await loadBrowserBackend(
  {
    navigator: {
      userAgent: "Chrome/156",
      // Nobody else comes to these stores.
      locks: { request: (_name, _options, whileHeld) => whileHeld(), query: async () => ({ held: [] }) },
      storage: { getDirectory: async () => root },
    },
  },
  readFileSync(requireOfEngine.resolve("sql.js/dist/sql-wasm-debug.wasm")),
);
const provider: BackendProvider = { name: "browser", check: () => undefined, load: () => backend };

/** Opens the store of an origin with what runs in the worker of a page, in this thread. */
export async function openInNode(origin: Origin): Promise<StateStore> {
  origins.set(origin.name, origin);
  return openStateStore({ directory: origin.name, backend: "browser", providers: [provider], durability: "power" });
}
