import { basename, dirname } from "node:path";
import { TextDecoder, TextEncoder } from "node:util";
import type { SqliteDriver } from "@keyed-store/sqlite";
import type { Disk } from "../disk/disk.js";
import { createDriver } from "../driver.js";
import { bringTextCodecs } from "../heap/text-codecs.js";
import { createNodeDisk } from "./disk/node-disk.js";
import { loadWasmModuleOnce } from "./loader/load-wasm-module-once.js";
import type { WasmSource } from "./loader/wasm-source.js";

/**
 * Loads the engine, the installed one unless `wasmSource` gives another, and makes a driver of it. `createDisk` gives the disk for a
 * directory; without it, that is the system's.
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` the engine cannot be found, read or compiled, or it does not fit
 */
export async function loadDriver(
  createDisk: (directory: string) => Disk = createNodeDisk,
  wasmSource?: WasmSource,
): Promise<SqliteDriver> {
  const { module, version } = await loadWasmModuleOnce(wasmSource);
  bringTextCodecs({ TextDecoder, TextEncoder });
  return createDriver({
    module,
    engineVersion: version,
    createDisk,
    splitPath: (path) => ({ directory: dirname(path), name: basename(path) }),
  });
}
