import { basename, dirname } from "node:path";
import { type SqliteConnection, type SqliteDriver, SqliteFailure } from "@keyed-store/sqlite";
import { openConnection } from "./binding/connection.js";
import type { Disk } from "./disk/disk.js";
import { getErrnoName } from "./disk/errno.js";
import { createNodeDisk } from "./disk/node-disk.js";
import { createWasmEngine, type WasmEngine } from "./engine/wasm-engine.js";
import type { DatabaseLocation } from "./syscalls/syscall-context.js";

/** What a driver is made from. */
export interface DriverOptions {
  /** The compiled engine, checked. */
  readonly module: WebAssembly.Module;
  /** The version of sql.js that it came with. */
  readonly engineVersion: string;
  /** Gives the disk for a directory. Default: the system's. */
  readonly createDisk?: ((directory: string) => Disk) | undefined;
}

/**
 * sql.js as a driver. Each connection has an engine, and so a heap, of its own; the engine of a connection that was
 * closed serves the next one, so that closing and opening in turn is cheap.
 */
export function createDriver({ module, engineVersion, createDisk = createNodeDisk }: DriverOptions): SqliteDriver {
  let spare: WasmEngine | undefined;

  const locate = (path: string): DatabaseLocation => ({
    disk: createDiskForParentDirectory(createDisk, path),
    name: basename(path),
    readOnly: false,
  });

  const connect = (location: DatabaseLocation | undefined): SqliteConnection => {
    const engine = spare ?? createWasmEngine(module);
    spare = undefined;
    return openConnection(engine, location, locate, () => {
      spare = engine;
    });
  };

  const memory = connect(undefined);
  const sqliteVersion = String(memory.prepare("SELECT sqlite_version()").get()?.[0]);
  memory.close();

  return {
    name: "wasm",
    engine: "sql.js",
    engineVersion,
    sqliteVersion,
    sharing: "exclusive",
    open: ({ path, readOnly }) => connect({ ...locate(path), readOnly }),
    openMemory: () => connect(undefined),
  };
}

function createDiskForParentDirectory(createDisk: (directory: string) => Disk, filePath: string): Disk {
  const directory = dirname(filePath);
  try {
    return createDisk(directory);
  } catch (cause) {
    const detail = getErrnoName(cause);
    throw new SqliteFailure("SQLITE_CANTOPEN", `The directory '${directory}' cannot be opened.`, { detail, cause });
  }
}
