import { join } from "node:path";
import {
  type Backend,
  type BackendInfo,
  type BackendOpenOptions,
  type ErrorToThrow,
  isKeyedStoreError,
  withMissingDetails,
} from "@keyed-store/core";
import type { SqliteDriver } from "../../driver/driver.js";
import { createEngine, type Engine } from "../../engine/engine.js";
import { fileOperationError, getErrnoName, openFailedError } from "../../files/file-error.js";
import { assertPlainFileName } from "../../files/file-name.js";
import {
  createDatabaseFileIfMissing,
  getFileIdentity,
  inspectStoreFiles,
  makeStoreFilesPrivate,
} from "../files/database-file.js";
import { createExposureReporter, type ReportExposure } from "../files/privacy.js";
import { ensureStateDirectory } from "../files/state-directory.js";
import { createNodeStoreHost } from "../host/create-node-store-host.js";
import { requireSafeFileSystem } from "../sharing/file-system/file-system.js";
import { isStoreImmutable } from "../sharing/file-system/is-store-immutable.js";
import { getEnginesOpenInThisProcess } from "./engine-registry.js";
import { isSafeToRestrictFileMode } from "./is-safe-to-restrict-file-mode.js";

/** Opens a store, or joins the engine that this process has on its file. */
export function openStore(driver: SqliteDriver, backendInfo: BackendInfo, options: BackendOpenOptions): Backend {
  try {
    assertPlainFileName(options.fileName);
    const reportExposure = createExposureReporter(options.strictPermissions, options.onEvent);
    const directory = ensureStateDirectory(options.directory, options.access, reportExposure);
    requireSafeFileSystem(directory, options.allowUnsafeFileSystem);
    const databasePath = join(directory, options.fileName);
    const known = findRunningEngine(driver, databasePath);
    if (known === undefined) return openWithNewEngine(driver, backendInfo, databasePath, options, reportExposure);
    known.addOpening(options);
    return known.backend;
  } catch (error) {
    throw toOpenError(error, join(options.directory, options.fileName), driver.name);
  }
}

function openWithNewEngine(
  driver: SqliteDriver,
  backendInfo: BackendInfo,
  databasePath: string,
  options: BackendOpenOptions,
  reportExposure: ReportExposure,
): Backend {
  const files = inspectStoreFiles(databasePath);
  if (files.databaseSize === undefined && options.access === "read-only") {
    throw openFailedError(
      databasePath,
      `There is no store at ${databasePath}; open it with access "read-write" once to create one.`,
    );
  }
  const immutable =
    options.access === "read-only" && isStoreImmutable(databasePath, files, options.allowUnsafeFileSystem);
  // What SQLite creates beside the file gets the file's mode, so that the file must have the right one before.
  if (isSafeToRestrictFileMode(databasePath, files)) makeStoreFilesPrivate(databasePath, reportExposure);
  if (files.databaseSize === undefined) createDatabaseFileIfMissing(databasePath);
  const engine = createRegisteredEngine(driver, backendInfo, databasePath, immutable);
  engine.addOpening(options);
  makeStoreFilesPrivate(databasePath, reportExposure);
  return engine.backend;
}

function findRunningEngine(driver: SqliteDriver, databasePath: string): Engine | undefined {
  const identity = getFileIdentity(databasePath);
  const known = identity === undefined ? undefined : getEnginesOpenInThisProcess().get(identity);
  if (known === undefined || known.driverName === driver.name) return known?.engine;
  throw openFailedError(
    databasePath,
    `This process has ${databasePath} open with the backend "${known.driverName}"; two engines on one file in one process would ` +
      `drop each other's locks. Close that one, or open this one with backend "${known.driverName}" too.`,
  );
}

function createRegisteredEngine(
  driver: SqliteDriver,
  backendInfo: BackendInfo,
  databasePath: string,
  isDatabaseImmutable: boolean,
): Engine {
  const identity = getFileIdentity(databasePath) ?? databasePath;
  const engine = createEngine(
    driver,
    backendInfo,
    createNodeStoreHost(driver, databasePath, isDatabaseImmutable),
    () => {
      if (getEnginesOpenInThisProcess().get(identity)?.engine === engine)
        getEnginesOpenInThisProcess().delete(identity);
    },
  );
  getEnginesOpenInThisProcess().set(identity, { driverName: driver.name, engine });
  return engine;
}

function toOpenError(error: unknown, databasePath: string, backendName: string): ErrorToThrow {
  const failure = getErrnoName(error) === undefined ? error : fileOperationError("open", databasePath, error);
  return isKeyedStoreError(failure)
    ? withMissingDetails(failure, { operation: "open", backend: backendName })
    : failure;
}
