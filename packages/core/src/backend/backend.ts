import type { Access, BackendInfo, Durability } from "../contract/backend-info.js";
import type { Clock } from "../contract/clock.js";
import type { ProbeStep } from "../contract/reports/probe-report.js";
import type { BackendEvent } from "../contract/store-event.js";
import type { Outcome, Transaction } from "./transaction.js";

/** How a store is to be opened. All members are valid and complete. */
export interface BackendOpenOptions {
  /** Where the files are to be; empty for a service. */
  readonly directory: string;
  /** The name of the database file; empty for a service. */
  readonly fileName: string;
  readonly durability: Durability;
  readonly access: Access;
  /** The most memory, in bytes, that a backend may use to answer reads of keys without looking into a file; 0 for none. */
  readonly cacheBytes: number;
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
  /** Where the data is: an absolute path for files, an address without any password for a service. */
  readonly databasePath: string;
  /**
   * Runs transactions in order. `clock` is read once the batch is inside its atomic step (KS-TTL-3). A backend may do the front of the
   * batch alone, at least one transaction, and give so many outcomes: nothing of the rest happened, and the caller asks for it again.
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
   * Calls `listener`, cheaply and at once, whenever the store may have changed: after each commit of this process, whoever issued it;
   * after those of others, as soon as this one notices; and when it cannot be read any more. One call too many does no harm, one too
   * few does (KS-WATCH-2). Nothing of it keeps the process alive. The listener neither throws nor uses the backend on this stack.
   * Absent where the backend cannot tell: `KeyedStore.watch` is then `KEYED_STORE_UNSUPPORTED`.
   *
   * @returns ends it
   */
  watch?(listener: () => void): () => void;
  /**
   * Calls `listener` whenever another process may have given the store up, so that who was refused as busy tries again at once, and not
   * after a pause. One call too many or too few does no harm. Nothing of it keeps the process alive. The listener neither throws nor
   * uses the backend on this stack. Absent where the backend is not told of it.
   */
  onReleased?(listener: () => void): void;
  /**
   * Gives up one opening of the store; the last one closes it and leaves the database file alone (KS-LIFE-1).
   * `open` may answer with a backend that is open already, so `close` is called once for each time it did.
   */
  close(): void | Promise<void>;
}
