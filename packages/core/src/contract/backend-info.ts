/** Whether an acknowledged write survives the death of the process, or also the loss of power (KS-DUR-1). */
export type Durability = "process" | "power";

/** Whether a store may be changed (KS-LIFE-4). */
export type Access = "read-write" | "read-only";

/** What a backend can do beyond what every backend must. What is not declared fails as `KEYED_STORE_UNSUPPORTED`. */
export interface Capabilities {
  /** `execute` answers at once, so that the synchronous API works. */
  readonly synchronous: boolean;
  /** Data outlives the process. */
  readonly persistent: boolean;
  /**
   * Data is in files of this machine, which must keep what is promised of files (KS-LIFE-1, KS-LIFE-5, KS-SEC-1 to KS-SEC-3), and can be copied
   * by `backup`. Default: as `persistent`; a service says `false`.
   */
  readonly files?: boolean;
  /** Several processes may use one store at once. */
  readonly multiProcess: boolean;
  /** The durability levels it honours; empty where nothing is persistent. */
  readonly durability: readonly Durability[];
}

/** Which engine is at work. */
export interface BackendInfo {
  /** The name it is chosen by: `native`, `node`, `wasm`, `memory`, … */
  readonly name: string;
  /** The library below, such as `better-sqlite3`. */
  readonly engine: string;
  /** The version of that library. */
  readonly engineVersion: string;
  /** The version of SQLite inside, asked from the loaded library; absent where there is none. */
  readonly sqliteVersion?: string;
  /** What it can do beyond what every backend must. */
  readonly capabilities: Capabilities;
}
