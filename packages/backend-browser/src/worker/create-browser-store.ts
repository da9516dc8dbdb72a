import { type Backend, type BackendOpenOptions, isKeyedStoreError, isWrite } from "@keyed-store/core";
import { createEngine } from "@keyed-store/sqlite/portable";
import { createCustody } from "../custody/create-custody.js";
import { createCustodySharing } from "../custody/create-custody-sharing.js";
import { createDoorbell } from "../custody/create-doorbell.js";
import { describeOtherTab } from "../custody/describe-other-tab.js";
import { openStoreFiles } from "../custody/open-store-files.js";
import { createAccessHandleDisk } from "../disk/create-access-handle-disk.js";
import type { OpfsPlace } from "../place/parse-opfs-path.js";
import { backUpIntoNewFile } from "./back-up-into-new-file.js";
import { createStoreHost } from "./create-store-host.js";
import { findDirectory } from "./find-directory.js";
import { openError } from "./open-error.js";
import type { WorkerEnvironment } from "./worker-environment.js";

/** One store in this worker, however often it is opened. */
export interface BrowserStore {
  /** Opens it once more. Errors as `LoadedBackend.open`. */
  open(options: BackendOpenOptions): Promise<Backend>;
  /** Closes the files at once, until the next use: the page is about to stop. */
  release(): void;
}

/**
 * So long an operation waits for the files itself, before it says that the store is busy. Whoever has them keeps them for 50 ms at
 * most, and to close and open takes some 20 ms, so that most waits end here, and cost no more than that.
 */
const WAIT_MS = 100;

/** Where nobody is in the way, it waits longer for a browser that takes its time to open files. */
const WAITS_FOR_BROWSER = 50;

/** A store in this worker. `onDisposed` is called when nothing of it is open any more. */
export function createBrowserStore(
  place: OpfsPlace,
  fileName: string,
  environment: WorkerEnvironment,
  onDisposed: () => void,
): BrowserStore {
  const { driver, info, openFiles, getRoot, locks, timing } = environment;
  const { directories, directoryPath } = place;
  const databasePath = `${directoryPath}/${fileName}`;
  const lockName = `keyed-store:${databasePath}`;
  /** Whether an opening allows to make the store. Once it was there, a missing file is a loss. */
  let mayCreate = false;
  let wasIn = false;
  let openings = 0;
  let isStopping = false;
  let holder: string | undefined;
  let onPeerConnect = (): void => {};

  const findStoreDirectory = () => findDirectory(getRoot, directories, mayCreate && !wasIn);

  const doorbell = createDoorbell({
    channel: environment.createBroadcast(lockName),
    id: environment.createSessionId(),
    timing,
    isIn: () => custody.isIn,
    onRing: () => onPeerConnect(),
  });
  const custody = createCustody({
    lockName,
    locks,
    timing,
    openFiles: () =>
      openStoreFiles({
        directoryPath,
        fileName,
        findDirectory: findStoreDirectory,
        create: mayCreate && !wasIn,
        openFiles,
      }),
    onWaiting() {
      doorbell.ring();
      void lookWhoHolds();
    },
    onWaitOver(hasEntered) {
      wasIn ||= hasEntered;
      doorbell.endRinging();
    },
    onAbandoned() {
      if (openings === 0) void dispose();
    },
  });
  const other = describeOtherTab(databasePath, () => ({
    obstacle: custody.obstacle,
    clientId: holder,
    isAnswered: doorbell.isAnswered,
  }));
  const sharing = createCustodySharing({
    custody,
    doorbell,
    other,
    leave: () => (isStopping ? custody.leaveAtOnce() : custody.leave()),
    translateFailure: (error) => openError(error, databasePath, wasIn),
  });
  const host = createStoreHost({
    databasePath,
    fileName,
    sharing,
    disk: createAccessHandleDisk((name) => openFiles.get(`${directoryPath}/${name}`)),
    openFiles,
    setPeerListener(listener) {
      onPeerConnect = listener;
    },
    readFilesFingerprint: () => String(doorbell.changesHeard),
    findDatabase: async () => (await findStoreDirectory()).getFileHandle(fileName, { create: false }),
    monotonicNow: timing.monotonicNow,
  });
  const engine = createEngine(driver, info, host, onDisposed);

  /** For the words of an error alone, so that a browser which does not tell does no harm. */
  async function lookWhoHolds(): Promise<void> {
    try {
      const { held = [] } = await locks.query();
      holder = held.find(({ name }) => name === lockName)?.clientId;
    } catch {
      holder = undefined;
    }
  }

  async function dispose(): Promise<void> {
    onDisposed();
    await sharing.close();
  }

  async function enterOrWaitBriefly(): Promise<void> {
    for (let waits = 0; waits < WAITS_FOR_BROWSER && !custody.isIn; waits++) {
      custody.ask();
      await custody.waitForEntry(WAIT_MS);
      if (custody.obstacle !== "opening") return;
    }
  }

  async function afterEntering<Result>(use: () => Result | Promise<Result>): Promise<Result> {
    await enterOrWaitBriefly();
    return use();
  }

  const backend: Backend = {
    ...engine.backend,
    execute: (batch, clock) =>
      afterEntering(() => {
        const outcomes = engine.backend.execute(batch, clock);
        if (batch.some((transaction) => transaction.some(isWrite))) doorbell.tellOfChange();
        return outcomes;
      }),
    flush: () => afterEntering(() => engine.backend.flush()),
    backup: (destination) =>
      backUpIntoNewFile(destination, getRoot, openFiles, (path) => afterEntering(() => engine.backend.backup?.(path))),
    probe: (clock) => afterEntering(() => engine.backend.probe(clock)),
    close() {
      openings -= 1;
      return engine.backend.close();
    },
  };

  /** Until its first opening, the engine has no part in waiting: it would not have its place kept as long. */
  function throwUnlessEntered(): void {
    const entry = sharing.tryEnter();
    if (!entry.entered) throw entry.blocker.createBusyError();
  }

  return {
    async open(options) {
      mayCreate ||= options.access === "read-write";
      await enterOrWaitBriefly();
      try {
        throwUnlessEntered();
      } catch (error) {
        if (openings === 0 && !isBusy(error)) await dispose();
        throw error;
      }
      try {
        engine.addOpening(options);
      } catch (error) {
        // Who was refused finds the files closed: he may want to remove or replace them.
        if (openings === 0 && !isBusy(error)) await custody.close();
        throw error;
      }
      openings += 1;
      return backend;
    },
    release() {
      isStopping = true;
      engine.releaseFile();
      isStopping = false;
      // A session that waits must not get in while it is stopped.
      custody.leaveAtOnce();
    },
  };
}

function isBusy(error: unknown): boolean {
  return isKeyedStoreError(error) && error.code === "KEYED_STORE_BUSY";
}
