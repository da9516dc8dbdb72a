import { join } from "node:path";
import {
  type Backend,
  type BackendInfo,
  type BackendOpenOptions,
  isKeyedStoreError,
  withDetails,
} from "@keyed-store/core";
import type { SqliteDriver } from "../driver/driver.js";
import { createDatabaseFile, identityOf, lookAtFiles, makeFilesPrivate } from "../files/database-file.js";
import { errnoOf, fileFailure, openRefused } from "../files/file-error.js";
import { checkFileName } from "../files/file-name.js";
import { type Complain, complainOnce } from "../files/privacy.js";
import { stateDirectory } from "../files/state-directory.js";
import { isRecognised } from "../format/recognise.js";
import { requireSafeFileSystem } from "../sharing/file-system/file-system.js";
import { isImmutable } from "../sharing/file-system/is-immutable.js";
import { createEngine, type Engine } from "./engine.js";
import { registry } from "./engine-registry.js";

/** Opens a store, or joins the engine that this process has on its file. */
export function openStore(driver: SqliteDriver, info: BackendInfo, options: BackendOpenOptions): Backend {
  try {
    checkFileName(options.fileName);
    const complain = complainOnce(options.strictPermissions, options.onEvent);
    const directory = stateDirectory(options.directory, options.access, complain);
    requireSafeFileSystem(directory, options.allowUnsafeFileSystem);
    const path = join(directory, options.fileName);
    const known = engineAt(driver, path);
    if (known === undefined) return openAnew(driver, info, path, options, complain);
    known.join(options);
    return known.backend;
  } catch (error) {
    throw explained(error, join(options.directory, options.fileName), driver.name);
  }
}

function openAnew(
  driver: SqliteDriver,
  info: BackendInfo,
  path: string,
  options: BackendOpenOptions,
  complain: Complain,
): Backend {
  const standing = lookAtFiles(path);
  if (standing.size === undefined && options.access === "read-only") {
    throw openRefused(path, `There is no store at ${path}; open it with access "read-write" once to create one.`);
  }
  const unchanging = options.access === "read-only" && isImmutable(path, standing, options.allowUnsafeFileSystem);
  // What SQLite creates beside the file gets the file's mode, so that the file must have the right one before.
  if (isRecognised(path, standing)) makeFilesPrivate(path, complain);
  if (standing.size === undefined) createDatabaseFile(path);
  const engine = register(driver, info, path, unchanging);
  engine.join(options);
  makeFilesPrivate(path, complain);
  return engine.backend;
}

function engineAt(driver: SqliteDriver, path: string): Engine | undefined {
  const identity = identityOf(path);
  const known = identity === undefined ? undefined : registry().get(identity);
  if (known === undefined || known.driver === driver.name) return known?.engine;
  throw openRefused(
    path,
    `This process has ${path} open with the backend "${known.driver}"; two engines on one file in one process would ` +
      `drop each other's locks. Close that one, or open this one with backend "${known.driver}" too.`,
  );
}

function register(driver: SqliteDriver, info: BackendInfo, path: string, unchanging: boolean): Engine {
  const identity = identityOf(path) ?? path;
  const engine = createEngine(driver, info, path, unchanging, () => {
    if (registry().get(identity)?.engine === engine) registry().delete(identity);
  });
  registry().set(identity, { driver: driver.name, engine });
  return engine;
}

function explained(error: unknown, path: string, backend: string): unknown {
  const failure = errnoOf(error) === undefined ? error : fileFailure("open", path, error);
  return isKeyedStoreError(failure) ? withDetails(failure, { operation: "open", backend }) : failure;
}
