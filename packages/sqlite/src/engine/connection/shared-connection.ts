import { type BackendEvent, type ErrorToThrow, hostGlobals, isKeyedStoreError } from "@keyed-store/core";
import { type SqliteDriver, SqliteFailure } from "../../driver/driver.js";
import type { OperationKind } from "../../driver/translate-sqlite-failure.js";
import type { OtherSession } from "../../host/other-session.js";
import type { StoreHost } from "../../host/store-host.js";
import type { Tampering } from "../../host/tampering-detector.js";
import { tamperingError } from "../tampering/tampering-error.js";
import { checkpointWalLeftByCrash } from "./checkpoint-wal-left-by-crash.js";
import { translateConnectionError } from "./connection-error.js";
import { createFileHandOverToWaitingSessions, type FileHandOver } from "./file-hand-over.js";
import { type ConnectionRequirements, openConnection } from "./open-connection.js";
import {
  createReopenableConnection,
  type ReopenableConnection,
  type StoreConnection,
} from "./reopenable-connection.js";

/** When a use checks whether others have changed the files: at most every few milliseconds, or always. */
export type FileCheckPolicy = "usual" | "always";

/**
 * Manages the one connection that this process has to a file: opens it when it is needed, closes it between two uses when
 * another process waits for the file, and gives it up when it cannot be relied on any more.
 */
export interface SharedConnection {
  /** The connection, while one is open. */
  readonly current: StoreConnection | undefined;
  /**
   * Calls `action` with the open connection. Failures of the engine come out as errors of the contract.
   *
   * @throws `KEYED_STORE_BUSY` another process has the file; nothing happened
   * @throws `KEYED_STORE_OPEN_FAILED` `KEYED_STORE_READ_FAILED` `KEYED_STORE_WRITE_FAILED` also where the files were tampered with: then and from then on (KS-LIFE-5)
   */
  withConnection<Result>(
    operation: OperationKind,
    action: (store: StoreConnection) => Result,
    fileCheck?: FileCheckPolicy,
  ): Result;
  /** Closes the connection, so that the next use opens one with the requirements of then. */
  closeUntilNextUse(): void;
  /** Closes the connection and leaves nothing behind. Where one is open, `beforeClose` gets it first; it must not throw. */
  close(beforeClose: (store: StoreConnection) => void): Promise<void> | undefined;
}

/** What a connection manager works with. */
export interface SharedConnectionOptions {
  readonly driver: SqliteDriver;
  readonly host: StoreHost;
  /** Called at each opening. */
  readonly getRequirements: () => ConnectionRequirements;
  readonly emit: (event: BackendEvent) => void;
  /** Called when the files were tampered with, so that the manager is of no use any more. */
  readonly onTampered: () => void;
  /** Called when a connection was opened. */
  readonly onOpen: () => void;
  /** Called when the connection is closed, before another process can have the file for this one's sake. */
  readonly onClosed: () => void;
  /** Called when a process for which this one waits has left. */
  readonly onReleased: () => void;
}

/** How late at most a use notices what was done to the files (KS-LIFE-5). */
const NOTICES_WITHIN_MS = 10;

/** Failures after which the connection is as good as before. */
const HARMLESS: ReadonlySet<string> = new Set(["SQLITE_BUSY", "SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CONSTRAINT"]);

/** The connection manager of one file for one driver. */
export function createSharedConnection(options: SharedConnectionOptions): SharedConnection {
  const { driver, host, getRequirements, emit, onTampered } = options;
  const { databasePath } = host;
  const sharing = host.joinSharing(() => handOver.lookIfIdle(), options.onReleased);
  const lifecycle: ReopenableConnection = createReopenableConnection({
    driver,
    host,
    getRequirements,
    sharing,
    onOpen() {
      handOver.start();
      options.onOpen();
    },
    onClose: () => handOver.stop(),
    onClosed: options.onClosed,
    onTampered,
  });
  const handOver: FileHandOver = createFileHandOverToWaitingSessions({
    sharing,
    lifecycle,
    emit,
    isReader: () => getRequirements().access === "read-only",
  });
  let filesCheckedAt = 0;
  let usedAt = 0;

  function addConnectionContext(error: unknown, operation: OperationKind): ErrorToThrow {
    return translateConnectionError(error, operation, host, driver.name);
  }

  function throwIfTampered(tampering: Tampering | undefined, operation: OperationKind): void {
    if (tampering !== undefined) throw tamperingError(tampering, operation, databasePath, { backend: driver.name });
  }

  /**
   * Checks the files, unless that was done just now. What is wrong with them is thrown, and the connection gone.
   * Returns whether they were checked and the connection is still open.
   */
  function checkFilesIfDue(operation: OperationKind, fileCheck: FileCheckPolicy): boolean {
    usedAt = hostGlobals.monotonicNow();
    if (!lifecycle.isWatchingFiles || (fileCheck === "usual" && usedAt - filesCheckedAt < NOTICES_WITHIN_MS))
      return false;
    filesCheckedAt = usedAt;
    if (lifecycle.detectTampering() !== undefined) throwIfTampered(lifecycle.close(), operation);
    return lifecycle.current !== undefined;
  }

  /** Before the file is used: checks the files and, if it did, that others still see that this session is in. */
  function verifyFilesAndPresence(operation: OperationKind, fileCheck: FileCheckPolicy): void {
    if (!checkFilesIfDue(operation, fileCheck)) return;
    const rival = confirmPresence(operation);
    if (rival === undefined) return;
    lifecycle.abandon();
    throw rival.createBusyError();
  }

  /** A record that is lost and cannot be made again may have gone with the files, after these were checked. */
  function confirmPresence(operation: OperationKind): OtherSession | undefined {
    try {
      return sharing.confirmPresence();
    } catch (error) {
      checkFilesIfDue(operation, "always");
      throw error;
    }
  }

  function openStoreConnection(): StoreConnection {
    const store = lifecycle.open();
    usedAt = hostGlobals.monotonicNow();
    filesCheckedAt = usedAt;
    return store;
  }

  function getOrOpenConnection(operation: OperationKind, fileCheck: FileCheckPolicy): StoreConnection {
    throwIfTampered(lifecycle.tamperingAtClose, operation);
    if (lifecycle.current !== undefined) verifyFilesAndPresence(operation, fileCheck);
    return lifecycle.current ?? openStoreConnection();
  }

  return {
    get current() {
      return lifecycle.current;
    },
    withConnection(operation, action, fileCheck = "usual") {
      const store = getOrOpenConnection(operation, fileCheck);
      try {
        const result = action(store);
        if (operation === "write") checkFilesIfDue(operation, fileCheck);
        return result;
      } catch (error) {
        if (lifecycle.current !== undefined && (store.connection.inTransaction || !isConnectionUsableAfterError(error)))
          throwIfTampered(lifecycle.close(), operation);
        throw addConnectionContext(error, operation);
      } finally {
        handOver.noteUse(usedAt);
      }
    },
    closeUntilNextUse: () => throwIfTampered(lifecycle.close(), "open"),
    close(beforeClose) {
      let cleared: Promise<void> | undefined;
      try {
        if (lifecycle.current !== undefined && lifecycle.detectTampering() === undefined)
          beforeClose(lifecycle.current);
        throwIfTampered(lifecycle.close(), "write");
        // A file that was refused keeps its log (KS-SEC-3).
        if (lifecycle.wasOpen && driver.sharing === "shared" && !host.isImmutable)
          checkpointWalLeftByCrash(host, sharing, () => openConnection(driver, host, getRequirements()).close());
      } catch (error) {
        throw addConnectionContext(error, "write");
      } finally {
        lifecycle.cancelLeaveRetry();
        cleared = sharing.close();
      }
      return cleared;
    },
  };
}

function isConnectionUsableAfterError(error: unknown): boolean {
  return isKeyedStoreError(error) || (error instanceof SqliteFailure && HARMLESS.has(error.result));
}
