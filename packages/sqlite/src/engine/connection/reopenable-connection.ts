import { type HostTimer, hostGlobals } from "@keyed-store/core";
import type { SqliteConnection, SqliteDriver } from "../../driver/driver.js";
import { assertNotForeignDatabase } from "../../format/assert-not-foreign-database.js";
import type { Sharing } from "../../host/sharing.js";
import type { StoreHost } from "../../host/store-host.js";
import type { Tampering, TamperingDetector } from "../../host/tampering-detector.js";
import { createKernel, type Kernel } from "../../kernel/kernel.js";
import { checkpointWalAfterItsFileWasDeleted } from "../tampering/checkpoint-wal-after-its-file-was-deleted.js";
import { translateConnectionError } from "./connection-error.js";
import { type ConnectionRequirements, openConnection } from "./open-connection.js";

/** A connection with the kernel on it. */
export interface StoreConnection {
  readonly connection: SqliteConnection;
  readonly kernel: Kernel;
}

/** What a connection is opened and closed with. */
export interface ReopenableConnectionOptions {
  readonly driver: SqliteDriver;
  readonly host: StoreHost;
  /** Called at each opening. */
  readonly getRequirements: () => ConnectionRequirements;
  readonly sharing: Sharing;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  /** Called when the connection is closed, while this session is still in. */
  readonly onClosed: () => void;
  /** Called when the files were tampered with, so that no connection is opened any more. */
  readonly onTampered: () => void;
}

/** Opens and closes the one connection that this process has to a file, together with its session. */
export interface ReopenableConnection {
  /** The connection, while one is open. */
  readonly current: StoreConnection | undefined;
  /** Whether a connection was ever open, so that the file is known to be a store of ours. */
  readonly wasOpen: boolean;
  /** What was done to the files when the last connection was closed, if anything. */
  readonly tamperingAtClose: Tampering | undefined;
  /** Whether the files are watched: a connection is open, and others can change the files. */
  readonly isWatchingFiles: boolean;
  /** @throws `KEYED_STORE_BUSY` another process has the file; nothing happened */
  open(): StoreConnection;
  /** What others have done to the files since the last check, if anything. */
  detectTampering(): Tampering | undefined;
  /**
   * Closes the connection in the way that suits what is there, for SQLite would checkpoint its log into whatever that is.
   * Returns what is wrong with the files, and undefined where nothing is lost by it.
   */
  close(): Tampering | undefined;
  /** Leaves the connection as the death of the process would: what is not written yet must not be written now. */
  abandon(): void;
  /** Ends the attempts to remove a session record that could not be removed. */
  cancelLeaveRetry(): void;
}

/** A record that could not be removed is tried again so soon: it keeps everyone out. */
const LEAVE_AGAIN_MS = 50;

/** The lifecycle of the connection to one file for one driver. */
export function createReopenableConnection(options: ReopenableConnectionOptions): ReopenableConnection {
  const { driver, host, getRequirements, sharing, onOpen, onClose, onClosed, onTampered } = options;
  const isAlone = driver.sharing === "exclusive";
  let current: StoreConnection | undefined;
  let files: TamperingDetector | undefined;
  let isSole = true;
  let lost: Tampering | undefined;
  let isAloneNext = false;
  let isOurs = false;
  let wasOpen = false;
  let leaving: HostTimer | undefined;

  function openStoreConnection(): StoreConnection {
    const entry = sharing.tryEnter(isAloneNext ? "exclusive" : driver.sharing);
    if (!entry.entered) throw entry.blocker.createBusyError();
    cancelLeaveRetry();
    try {
      if (!isOurs) assertNotForeignDatabase(driver, host);
      isOurs = true;
      const requirements = getRequirements();
      const connection = openConnection(driver, host, requirements);
      current = { connection, kernel: createKernel(connection, { cacheBytes: requirements.cacheBytes, isAlone }) };
      isSole = true;
      if (!host.isImmutable) files = host.createTamperingDetector();
    } catch (error) {
      closeAndReportTampering();
      leaveSharing();
      throw translateConnectionError(error, "open", host, driver.name);
    }
    isAloneNext = false;
    wasOpen = true;
    onOpen();
    return current;
  }

  function detectTampering(): Tampering | undefined {
    isSole &&= driver.sharing === "exclusive" || sharing.isAlone();
    return files?.detectTampering(isSole);
  }

  function closeAndReportTampering(): Tampering | undefined {
    if (current === undefined) return undefined;
    const { connection } = current;
    const tampering = clearTamperingIfWalSaved(detectTampering(), connection);
    current = undefined;
    onClose();
    try {
      if (files !== undefined && tampering === "overwritten" && sharing.isAlone())
        files.closeWithoutCheckpoint(connection, false);
      else if (files !== undefined && tampering === "log-overwritten" && sharing.isAlone())
        files.closeWithoutCheckpoint(connection, true);
      else connection.close();
    } finally {
      stopWatchingFiles();
    }
    if (tampering !== undefined) {
      lost = tampering;
      onTampered();
    }
    onClosed();
    leaveSharing();
    return tampering;
  }

  /** A log that has only lost its name is checkpointed: then nothing is lost. */
  function clearTamperingIfWalSaved(
    detectedTampering: Tampering | undefined,
    connection: SqliteConnection,
  ): Tampering | undefined {
    if (detectedTampering !== "log-gone" || checkpointWalAfterItsFileWasDeleted(connection) === "incomplete")
      return detectedTampering;
    // Others may still write to it: a new one is begun when they have left.
    isAloneNext = true;
    return undefined;
  }

  function abandonConnection(): void {
    if (current?.connection.abandon === undefined) {
      closeAndReportTampering();
      return;
    }
    current.connection.abandon();
    current = undefined;
    onClose();
    stopWatchingFiles();
    onClosed();
    leaveSharing();
  }

  function stopWatchingFiles(): void {
    files?.close(driver.sharing === "shared" && sharing.hasSessionInOtherThread());
    files = undefined;
  }

  function leaveSharing(): void {
    cancelLeaveRetry();
    try {
      sharing.leave();
    } catch {
      // Nothing is held any more, and a record that says otherwise must keep nobody out.
      leaving = hostGlobals.setTimeout(leaveSharing, LEAVE_AGAIN_MS);
      leaving.unref?.();
    }
  }

  function cancelLeaveRetry(): void {
    hostGlobals.clearTimeout(leaving);
  }

  return {
    get current() {
      return current;
    },
    get wasOpen() {
      return wasOpen;
    },
    get tamperingAtClose() {
      return lost;
    },
    get isWatchingFiles() {
      return files !== undefined;
    },
    open: openStoreConnection,
    detectTampering,
    close: closeAndReportTampering,
    abandon: abandonConnection,
    cancelLeaveRetry,
  };
}
