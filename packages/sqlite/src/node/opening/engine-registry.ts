import type { Engine } from "../../engine/engine.js";
import type { FileIdentity } from "../files/database-file.js";

/** An engine and the name of the driver below it. */
export interface RegisteredEngine {
  readonly driverName: string;
  readonly engine: Engine;
}

/** The engines of this process, by the identity of their files. */
export type EngineRegistry = Map<FileIdentity, RegisteredEngine>;

const KEY: unique symbol = Symbol.for("keyed-store.sqlite.engines.1");

/**
 * The engines of this process by the identity of their files. It hangs on `globalThis`, because two copies of this
 * package must not open one file side by side either: closing it in one would drop the locks of the other.
 */
export function getEnginesOpenInThisProcess(): EngineRegistry {
  // globalThis has no type for what others hang on it.
  const home = globalThis as { [KEY]?: EngineRegistry };
  home[KEY] ??= new Map();
  return home[KEY];
}
