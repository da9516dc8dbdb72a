import {
  type Access,
  type Backend,
  type BackendEvent,
  type BackendInfo,
  type BackendOpenOptions,
  type Clock,
  type Durability,
  type HostTimer,
  hostGlobals,
  isKeyedStoreError,
  isWrite,
  type Outcome,
  type Transaction,
} from "@keyed-store/core";
import type { SqliteDriver } from "../driver/driver.js";
import type { StoreHost } from "../host/store-host.js";
import { createSharedConnection } from "./connection/shared-connection.js";
import { flushWal } from "./maintenance/flush-wal.js";
import {
  createMaintenanceState,
  createWriteTimeRecordingClock,
  sweepAndVacuumAfterWrite,
  sweepAndVacuumBeforeClose,
} from "./maintenance/maintenance.js";
import { probeStore } from "./probe.js";
import { createStoreChangeNotifier, type StoreChangeNotifier } from "./watching/store-change-notifier.js";

/** The one engine that this process has on a file, however often it is opened. */
export interface Engine {
  readonly backend: Backend;
  /** Opens the store once more; the first time, or where the options demand more than before, the file is opened for it. */
  addOpening(options: BackendOpenOptions): void;
  /** Closes the file until its next use, whoever waits for it: the host may be about to stop this program. Never throws. */
  releaseFile(): void;
}

/** A caller that was refused because the store is busy, and does not try again for so long, has given up. */
const RETRY_WINDOW_MS = 250;

/**
 * An engine on a database file that is there. `onDisposed` is called when the engine is of no use any more: its last opening was
 * closed, or its files were tampered with.
 */
export function createEngine(
  driver: SqliteDriver,
  backendInfo: BackendInfo,
  host: StoreHost,
  onDisposed: () => void,
): Engine {
  const { databasePath } = host;
  let openings = 0;
  const maintenance = createMaintenanceState();
  let access: Access = "read-only";
  let durability: Durability = "process";
  let cacheBytes = 0;
  let retryTimer: HostTimer | undefined;
  const listeners = new Set<(event: BackendEvent) => void>();
  const releaseListeners: (() => void)[] = [];
  const emit = (event: BackendEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const connections = createSharedConnection({
    driver,
    host,
    getRequirements: () => ({ access, durability, cacheBytes }),
    emit,
    onTampered: onDisposed,
    onOpen: () => feed.onOpened(),
    onClosed: () => feed.onClosed(),
    onReleased() {
      for (const listener of releaseListeners) listener();
    },
  });
  const feed: StoreChangeNotifier = createStoreChangeNotifier({
    readFingerprint: () => host.readFilesFingerprint(),
    isShared: driver.sharing === "shared",
    isImmutable: host.isImmutable,
    current: () => connections.current,
    checkFiles: () => connections.withConnection("read", () => undefined, "always"),
  });

  function executeBatch(batch: readonly Transaction[], clock: Clock): readonly Outcome[] {
    const writes = batch.some((transaction) => transaction.some(isWrite));
    try {
      const outcomes = connections.withConnection(writes ? "write" : "read", (opened) => {
        feed.notice(opened);
        if (!writes) return opened.kernel.execute(batch, clock);
        const outcomes = opened.kernel.execute(batch, createWriteTimeRecordingClock(maintenance, clock));
        sweepAndVacuumAfterWrite(maintenance, opened, batch);
        return outcomes;
      });
      if (writes) feed.notify();
      return outcomes;
    } catch (error) {
      if (!isKeyedStoreError(error) || isBusyError(error)) throw error;
      feed.notify(); // What failed may have been committed all the same.
      return batch.length === 1
        ? [{ status: "failed", error }]
        : batch.map((transaction) => executeTransactionAlone(transaction, clock));
    }
  }

  /** Executes one transaction of a batch that failed as a whole: an error of one of them must not fail the others. */
  function executeTransactionAlone(transaction: Transaction, clock: Clock): Outcome {
    try {
      const [outcome] = executeBatch([transaction], clock);
      if (outcome !== undefined) return outcome;
      throw new Error("A transaction had no outcome.");
    } catch (error) {
      if (isKeyedStoreError(error)) return { status: "failed", error };
      throw error;
    }
  }

  const backend: Backend = {
    info: backendInfo,
    databasePath,
    execute: executeBatch,
    flush: () => {
      if (access === "read-write" && durability === "process")
        connections.withConnection("write", ({ connection }) => flushWal(connection), "always");
      else connections.withConnection("read", () => undefined, "always");
    },
    ...(host.backUp === undefined
      ? {}
      : {
          backup: (destination: string) =>
            connections.withConnection("read", ({ connection }) => host.backUp?.(connection, destination), "always"),
        }),
    probe: (clock) => probeStore({ connections, backendInfo, host, access, clock, emit }),
    watch: feed.watch,
    onReleased: (listener) => void releaseListeners.push(listener),
    close(opening?: Pick<BackendOpenOptions, "onEvent">) {
      if (opening !== undefined) listeners.delete(opening.onEvent);
      openings -= 1;
      return openings === 0 ? disposeEngine() : undefined;
    },
  };

  return {
    backend,
    addOpening(options) {
      const before = { access, durability, cacheBytes };
      if (options.access === "read-write") access = "read-write";
      if (options.durability === "power") durability = "power";
      cacheBytes = Math.max(cacheBytes, options.cacheBytes);
      if (access !== before.access || durability !== before.durability || cacheBytes !== before.cacheBytes)
        connections.closeUntilNextUse();
      try {
        connections.withConnection("open", () => undefined);
      } catch (error) {
        ({ access, durability, cacheBytes } = before);
        if (openings === 0) disposeUnlessRetried(isBusyError(error));
        throw error;
      }
      // Else the timer of an earlier refusal would dispose of it once more after its last close.
      hostGlobals.clearTimeout(retryTimer);
      openings += 1;
      listeners.add(options.onEvent);
    },
    releaseFile() {
      try {
        connections.closeUntilNextUse();
      } catch {} // What is wrong here is met by the next use.
    },
  };

  /** A caller that may try again keeps the place of this process in the queue for a while. */
  function disposeUnlessRetried(isRetryExpected: boolean): void {
    hostGlobals.clearTimeout(retryTimer);
    if (!isRetryExpected) {
      if (openings === 0) void disposeEngine();
      return;
    }
    retryTimer = hostGlobals.setTimeout(() => disposeUnlessRetried(false), RETRY_WINDOW_MS);
    retryTimer.unref?.();
  }

  function disposeEngine(): Promise<void> | undefined {
    listeners.clear();
    feed.close();
    try {
      return connections.close((opened) => {
        if (access === "read-write") sweepAndVacuumBeforeClose(maintenance, opened);
      });
    } finally {
      onDisposed();
    }
  }
}

function isBusyError(error: unknown): boolean {
  return isKeyedStoreError(error) && error.code === "KEYED_STORE_BUSY";
}
