import { type SqliteConnection, type SqliteDriver, SqliteFailure } from "@keyed-store/sqlite/portable";
import { openConnection } from "./binding/connection.js";
import type { Disk } from "./disk/disk.js";
import { getErrnoName } from "./disk/errno.js";
import { createWasmEngine, type WasmEngine } from "./engine/wasm-engine.js";
import type { WasmModule } from "./engine/wasm-module.js";
import type { DatabaseLocation } from "./syscalls/syscall-context.js";

/** Where a file stands. */
export interface FilePlace {
  readonly directory: string;
  readonly name: string;
}

/** What a driver is made from. */
export interface DriverOptions {
  /** The compiled engine, which `assertWasmModuleFits` has passed. */
  readonly module: WasmModule;
  /** The version of sql.js that it came with. */
  readonly engineVersion: string;
  /** Gives the disk for a directory. What it throws is `SQLITE_CANTOPEN`. */
  readonly createDisk: (directory: string) => Disk;
  /** Takes the path of a file apart. Default: at its last slash. */
  readonly splitPath?: (path: string) => FilePlace;
  /** The backend's name. Default `"wasm"`. */
  readonly name?: string;
}

/**
 * sql.js as a driver. Each connection has an engine, and so a heap, of its own; the engine of a connection that was
 * closed serves the next one, so that closing and opening in turn is cheap.
 */
export function createDriver({
  module,
  engineVersion,
  createDisk,
  splitPath = splitAtLastSlash,
  name = "wasm",
}: DriverOptions): SqliteDriver {
  let spare: WasmEngine | undefined;

  const locate = (path: string): DatabaseLocation => {
    const place = splitPath(path);
    return { disk: createDiskOrThrowSqliteFailure(createDisk, place.directory), name: place.name, readOnly: false };
  };

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
    name,
    engine: "sql.js",
    engineVersion,
    sqliteVersion,
    sharing: "exclusive",
    open: ({ path, readOnly }) => connect({ ...locate(path), readOnly }),
    openMemory: () => connect(undefined),
  };
}

function createDiskOrThrowSqliteFailure(createDisk: DriverOptions["createDisk"], directory: string): Disk {
  try {
    return createDisk(directory);
  } catch (cause) {
    const detail = getErrnoName(cause);
    throw new SqliteFailure("SQLITE_CANTOPEN", `The directory '${directory}' cannot be opened.`, { detail, cause });
  }
}

function splitAtLastSlash(path: string): FilePlace {
  const slash = path.lastIndexOf("/");
  return { directory: slash === 0 ? "/" : path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
}
