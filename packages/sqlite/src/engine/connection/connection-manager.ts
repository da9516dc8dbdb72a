import { type BackendEvent, hostGlobals, isKeyedStoreError } from "@keyed-store/core";
import { type SqliteDriver, SqliteFailure } from "../../driver/driver.js";
import type { OperationKind } from "../../driver/translate-failure.js";
import { busyError } from "../../sharing/inspection/busy-error.js";
import { NO_RECORDS } from "../../sharing/records/no-records.js";
import { joinSharing } from "../../sharing/sharing.js";
import { type Tampering, tamperingError } from "../tampering/tampering-error.js";
import { isNonEmptyFile, logPath } from "../tampering/watch-files.js";
import { checkpointLeftoverLog } from "./checkpoint-leftover-log.js";
import { toConnectionError } from "./connection-error.js";
import { type ConnectionLifecycle, createConnectionLifecycle, type StoreConnection } from "./connection-lifecycle.js";
import { createHandOver, type HandOver } from "./hand-over.js";
import { type ConnectionRequirements, openConnection } from "./open-connection.js";

/** When a use checks whether others have changed the files: at most every few milliseconds, or always. */
export type FileCheck = "usual" | "always";

/**
 * Manages the one connection that this process has to a file: opens it when it is needed, closes it between two uses when
 * another process waits for the file, and gives it up when it cannot be relied on any more.
 */
export interface ConnectionManager {
  /** The connection, while one is open. */
  readonly current: StoreConnection | undefined;
  /**
   * Calls `action` with the open connection. Failures of the engine come out as errors of the contract.
   *
   * @throws `KEYED_STORE_BUSY` another process has the file; nothing happened
   * @throws `KEYED_STORE_OPEN_FAILED` `KEYED_STORE_READ_FAILED` `KEYED_STORE_WRITE_FAILED` also where the files were tampered with: then and from then on (KS-LIFE-5)
   */
  use<Result>(operation: OperationKind, action: (store: StoreConnection) => Result, fileCheck?: FileCheck): Result;
  /** Closes the connection, so that the next use opens one with the requirements of then. */
  reopen(): void;
  /** Closes the connection and leaves nothing behind. Where one is open, `beforeClose` gets it first; it must not throw. */
  close(beforeClose: (store: StoreConnection) => void): Promise<void> | undefined;
}

/** What a connection manager works with. */
export interface ConnectionManagerOptions {
  readonly driver: SqliteDriver;
  readonly path: string;
  /** Called at each opening. */
  readonly requirements: () => ConnectionRequirements;
  readonly emit: (event: BackendEvent) => void;
  /** Called when the files were tampered with, so that the manager is of no use any more. */
  readonly onLost: () => void;
  /** Called when a connection was opened. */
  readonly onOpen: () => void;
  /** Called when the connection is closed, before another process can have the file for this one's sake. */
  readonly onClosed: () => void;
}

/** One use in so many looks whether another process waits: most of these looks need no system call. */
const USES_BETWEEN_LOOKS = 8;

/** How late at most a use notices what was done to the files (KS-LIFE-5). */
const NOTICES_WITHIN_MS = 10;

/** Failures after which the connection is as good as before. */
const HARMLESS: ReadonlySet<string> = new Set(["SQLITE_BUSY", "SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CONSTRAINT"]);

/** The connection manager of one file for one driver. */
export function createConnectionManager(options: ConnectionManagerOptions): ConnectionManager {
  const { driver, path, requirements, emit, onLost } = options;
  const isImmutable = requirements().immutable;
  const sharing = joinSharing({
    databasePath: path,
    mode: driver.sharing,
    backend: driver.name,
    onCall: () => handOver.handOverIfWanted(),
    // Whoever has an index of the log open takes SQLite's own locks, which those who share go by.
    hasLog: () => isNonEmptyFile(logPath(path)) && !(driver.sharing === "shared" && isNonEmptyFile(`${path}-shm`)),
    ...(isImmutable ? { sessionDirectory: NO_RECORDS } : {}),
  });
  const lifecycle: ConnectionLifecycle = createConnectionLifecycle({
    driver,
    path,
    requirements,
    sharing,
    onOpen() {
      handOver.startPolling();
      options.onOpen();
    },
    onClose: () => handOver.stopPolling(),
    onClosed: options.onClosed,
    onLost,
  });
  const handOver: HandOver = createHandOver({ sharing, lifecycle, emit });
  let filesCheckedAt = 0;
  let uses = 0;

  function toError(error: unknown, operation: OperationKind): unknown {
    return toConnectionError(error, operation, path, sharing.session, driver.name);
  }

  function throwIfTampered(tampering: Tampering | undefined, operation: OperationKind): void {
    if (tampering !== undefined) throw tamperingError(tampering, operation, path, { backend: driver.name });
  }

  /**
   * Checks the files, unless that was done just now. What is wrong with them is thrown, and the connection gone.
   * Returns whether they were checked and the connection is still open.
   */
  function checkFiles(operation: OperationKind, fileCheck: FileCheck): boolean {
    const now = hostGlobals.monotonicNow();
    if (!lifecycle.isWatching || (fileCheck === "usual" && now - filesCheckedAt < NOTICES_WITHIN_MS)) return false;
    filesCheckedAt = now;
    if (lifecycle.checkFiles() !== undefined) throwIfTampered(lifecycle.close(), operation);
    return lifecycle.current !== undefined;
  }

  /** Before the file is used: checks the files and, if it did, that others still see that this session is in. */
  function checkBeforeUse(operation: OperationKind, fileCheck: FileCheck): void {
    if (!checkFiles(operation, fileCheck)) return;
    const rival = sharing.confirm();
    if (rival === undefined) return;
    lifecycle.abandon();
    throw busyError(rival, path, { backend: driver.name });
  }

  function openAnew(): StoreConnection {
    const store = lifecycle.open();
    filesCheckedAt = hostGlobals.monotonicNow();
    return store;
  }

  function currentOrOpen(operation: OperationKind, fileCheck: FileCheck): StoreConnection {
    throwIfTampered(lifecycle.tampering, operation);
    if (lifecycle.current !== undefined) checkBeforeUse(operation, fileCheck);
    return lifecycle.current ?? openAnew();
  }

  return {
    get current() {
      return lifecycle.current;
    },
    use(operation, action, fileCheck = "usual") {
      const store = currentOrOpen(operation, fileCheck);
      try {
        const result = action(store);
        if (operation === "write") checkFiles(operation, fileCheck);
        return result;
      } catch (error) {
        if (lifecycle.current !== undefined && (store.connection.inTransaction || !isHarmless(error)))
          throwIfTampered(lifecycle.close(), operation);
        throw toError(error, operation);
      } finally {
        uses += 1;
        if (uses % USES_BETWEEN_LOOKS === 0) handOver.handOverIfWanted();
      }
    },
    reopen: () => throwIfTampered(lifecycle.close(), "open"),
    close(beforeClose) {
      let cleared: Promise<void> | undefined;
      try {
        if (lifecycle.current !== undefined && lifecycle.checkFiles() === undefined) beforeClose(lifecycle.current);
        throwIfTampered(lifecycle.close(), "write");
        // A file that was refused keeps its log (KS-SEC-3).
        if (lifecycle.wasOpen && driver.sharing === "shared" && !isImmutable)
          checkpointLeftoverLog(path, sharing, () => openConnection(driver, path, requirements()).close());
      } catch (error) {
        throw toError(error, "write");
      } finally {
        lifecycle.stopLeaving();
        cleared = sharing.close();
      }
      return cleared;
    },
  };
}

function isHarmless(error: unknown): boolean {
  return isKeyedStoreError(error) || (error instanceof SqliteFailure && HARMLESS.has(error.result));
}
