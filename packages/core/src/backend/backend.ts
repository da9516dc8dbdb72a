import type { Clock } from "../contract/clock.js";
import type { Outcome, Transaction } from "./command.js";

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
  /** Several processes may use one store at once. */
  readonly multiProcess: boolean;
  /** The durability levels it honours; empty where nothing is persistent. */
  readonly durability: readonly Durability[];
}

/** Which engine is at work. */
export interface BackendInfo {
  /** The name it is chosen by: `native`, `wasm`, `memory`, … */
  readonly name: string;
  /** The library below, such as `better-sqlite3`. */
  readonly engine: string;
  readonly engineVersion: string;
  /** The version of SQLite inside, asked from the loaded library; absent where there is none. */
  readonly sqliteVersion?: string;
  readonly capabilities: Capabilities;
}

/** One step of a probe (KS-PROBE-1). */
export interface ProbeStep {
  readonly name: "state-directory" | "load-backend" | "open" | "schema" | "write-read-delete" | "checkpoint";
  readonly ok: boolean;
  readonly durationMs: number;
  readonly code?: string;
  readonly message?: string;
}

/** Something a backend noticed on its own, beside any transaction. */
export type BackendEvent =
  | { readonly type: "permission-warning"; readonly path: string; readonly message: string }
  | { readonly type: "checkpoint"; readonly logFrames: number; readonly checkpointedFrames: number }
  | { readonly type: "hand-over"; readonly to: string };

/** How a store is to be opened. All members are valid and complete. */
export interface BackendOpenOptions {
  readonly directory: string;
  readonly fileName: string;
  readonly durability: Durability;
  readonly access: Access;
  readonly strictPermissions: boolean;
  readonly allowUnsafeFileSystem: boolean;
  readonly onEvent: (event: BackendEvent) => void;
}

/**
 * An open store, as the facade above it sees it.
 *
 * The facade promises: commands are valid; values are JSON text within the limits; no call follows the last `close()`;
 * no call is made while an earlier `execute` is unanswered. The backend promises: each transaction is all or nothing;
 * transactions of a batch happen in order, each with an outcome of its own (KS-ATOM-5); when `execute` returns or
 * resolves, what is `done` is durable as asked at opening (KS-DUR-1).
 *
 * Nothing here waits for other processes: what cannot proceed throws `KEYED_STORE_BUSY` at once, having changed
 * nothing, and the caller waits and calls again. So waiting lives in one place and blocks no thread unless asked to.
 */
export interface Backend {
  readonly info: BackendInfo;
  /** Where the data is: an absolute path for files. */
  readonly databasePath: string;
  /**
   * Runs transactions in order. `clock` is read once the batch is inside its atomic step (KS-TTL-3).
   *
   * @throws `KEYED_STORE_BUSY` another process holds the store; nothing of the batch happened
   * @throws `KEYED_STORE_READ_FAILED` `KEYED_STORE_WRITE_FAILED` `KEYED_STORE_CORRUPT` the engine or disk failed; nothing of the batch happened
   */
  execute(batch: readonly Transaction[], clock: Clock): readonly Outcome[] | Promise<readonly Outcome[]>;
  /** Brings all that was acknowledged to the disk, whatever the durability. Errors as {@link Backend.execute}. */
  flush(): void | Promise<void>;
  /**
   * Copies the store, at one point in time, into a new file, created 0600; the store stays usable by all. Absent where
   * there is no file to copy: `StateStore.backup` is then `KEYED_STORE_UNSUPPORTED`.
   *
   * @throws `KEYED_STORE_INVALID_INPUT` something stands at `destination` already; it was left as it is
   * @throws `KEYED_STORE_BUSY` `KEYED_STORE_READ_FAILED` `KEYED_STORE_WRITE_FAILED` nothing is left at `destination`
   */
  backup?(destination: string): void | Promise<void>;
  /**
   * Tries the store from the directory up, leaving no trace (KS-PROBE-1). What goes wrong is a failed step.
   *
   * @throws `KEYED_STORE_BUSY` another process holds the store; the probe is asked for again, from the beginning
   */
  probe(clock: Clock): readonly ProbeStep[] | Promise<readonly ProbeStep[]>;
  /**
   * Gives up one opening of the store; the last one closes it and leaves the database file alone (KS-LIFE-1).
   * `open` may answer with a backend that is open already, so `close` is called once for each time it did.
   */
  close(): void | Promise<void>;
}

/** A backend that could be loaded here. */
export interface LoadedBackend {
  readonly info: BackendInfo;
  /** Opens, writes, reads and closes a scratch store, touching no file of the user's. Throws what went wrong. */
  trial(): void | Promise<void>;
  /**
   * Opens a store, or joins one that this process has open.
   *
   * @throws `KEYED_STORE_BUSY` another process holds the store; the caller waits and calls again
   * @throws `KEYED_STORE_OPEN_FAILED` `KEYED_STORE_SCHEMA_UNSUPPORTED` `KEYED_STORE_CORRUPT` this store cannot be opened; it was left as it is
   */
  open(options: BackendOpenOptions): Backend | Promise<Backend>;
}

/** How a backend is offered to `openStateStore`: tried in steps, so that a refusal can say at which one (KS-SEL-2). */
export interface BackendProvider {
  /** The name it is chosen by. */
  readonly name: string;
  /** Judges the host without loading anything: Node version, Node-API, platform. Throws the reason it cannot run. */
  check(): void;
  /** Loads and tries the engine in a process of its own, so that it cannot end this one. Throws the reason it cannot run. */
  tryApart?(): Promise<void>;
  /** Loads the engine. Throws the reason it cannot. Must not crash the process where `check` passed. */
  load(): LoadedBackend | Promise<LoadedBackend>;
  /**
   * Loads the engine in a worker thread instead, so that it never holds up this one; its backends are not synchronous.
   * Absent where that cannot be: `thread: "worker"` is then `KEYED_STORE_UNSUPPORTED`. Errors as {@link BackendProvider.load}.
   */
  loadInWorker?(): Promise<LoadedBackend>;
}
