import { join } from "node:path";
import {
  type Backend,
  type BackendInfo,
  type BackendOpenOptions,
  isKeyedStoreError,
  withDetails,
} from "@keyed-store/core";
import type { SqliteDriver } from "../driver/driver.js";
import { createDatabaseFile, fileIdentity, inspectStoreFiles, makeFilesPrivate } from "../files/database-file.js";
import { errnoOf, fileError, openError } from "../files/file-error.js";
import { checkFileName } from "../files/file-name.js";
import { createExposureReporter, type ReportExposure } from "../files/privacy.js";
import { openStateDirectory } from "../files/state-directory.js";
import { isSafeToTighten } from "../format/refuse-foreign-database.js";
import { requireSafeFileSystem } from "../sharing/file-system/file-system.js";
import { isImmutable } from "../sharing/file-system/is-immutable.js";
import { createEngine, type Engine } from "./engine.js";
import { engineRegistry } from "./engine-registry.js";

/** Opens a store, or joins the engine that this process has on its file. */
export function openStore(driver: SqliteDriver, info: BackendInfo, options: BackendOpenOptions): Backend {
  try {
    checkFileName(options.fileName);
    const report = createExposureReporter(options.strictPermissions, options.onEvent);
    const directory = openStateDirectory(options.directory, options.access, report);
    requireSafeFileSystem(directory, options.allowUnsafeFileSystem);
    const path = join(directory, options.fileName);
    const known = findEngine(driver, path);
    if (known === undefined) return openNewEngine(driver, info, path, options, report);
    known.join(options);
    return known.backend;
  } catch (error) {
    throw toOpenError(error, join(options.directory, options.fileName), driver.name);
  }
}

function openNewEngine(
  driver: SqliteDriver,
  info: BackendInfo,
  path: string,
  options: BackendOpenOptions,
  report: ReportExposure,
): Backend {
  const files = inspectStoreFiles(path);
  if (files.size === undefined && options.access === "read-only") {
    throw openError(path, `There is no store at ${path}; open it with access "read-write" once to create one.`);
  }
  const immutable = options.access === "read-only" && isImmutable(path, files, options.allowUnsafeFileSystem);
  // What SQLite creates beside the file gets the file's mode, so that the file must have the right one before.
  if (isSafeToTighten(path, files)) makeFilesPrivate(path, report);
  if (files.size === undefined) createDatabaseFile(path);
  const engine = createRegisteredEngine(driver, info, path, immutable);
  engine.join(options);
  makeFilesPrivate(path, report);
  return engine.backend;
}

function findEngine(driver: SqliteDriver, path: string): Engine | undefined {
  const identity = fileIdentity(path);
  const known = identity === undefined ? undefined : engineRegistry().get(identity);
  if (known === undefined || known.driver === driver.name) return known?.engine;
  throw openError(
    path,
    `This process has ${path} open with the backend "${known.driver}"; two engines on one file in one process would ` +
      `drop each other's locks. Close that one, or open this one with backend "${known.driver}" too.`,
  );
}

function createRegisteredEngine(driver: SqliteDriver, info: BackendInfo, path: string, immutable: boolean): Engine {
  const identity = fileIdentity(path) ?? path;
  const engine = createEngine(driver, info, path, immutable, () => {
    if (engineRegistry().get(identity)?.engine === engine) engineRegistry().delete(identity);
  });
  engineRegistry().set(identity, { driver: driver.name, engine });
  return engine;
}

function toOpenError(error: unknown, path: string, backend: string): unknown {
  const failure = errnoOf(error) === undefined ? error : fileError("open", path, error);
  return isKeyedStoreError(failure) ? withDetails(failure, { operation: "open", backend }) : failure;
}
