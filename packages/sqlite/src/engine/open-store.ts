import { join } from "node:path";
import {
  type Backend,
  type BackendInfo,
  type BackendOpenOptions,
  isKeyedStoreError,
  withDetails,
} from "@keyed-store/core";
import type { SqliteDriver } from "../driver.js";
import { translateFailure } from "../failure.js";
import { createDatabaseFile, identityOf, lookAtFiles, makeFilesPrivate } from "../files/database-file.js";
import { openRefused } from "../files/file-failure.js";
import { checkFileName } from "../files/file-name.js";
import { stateDirectory } from "../files/state-directory.js";
import { recognise } from "../format/recognise.js";
import { createEngine, type Engine } from "./engine.js";
import { registry } from "./registry.js";

/** Opens a store, or joins the engine that this process has on its file. */
export function openStore(driver: SqliteDriver, info: BackendInfo, options: BackendOpenOptions): Backend {
  checkFileName(options.fileName);
  try {
    const privacy = { strict: options.strictPermissions, tell: options.onEvent };
    const path = join(stateDirectory(options.directory, options.access, privacy), options.fileName);
    const engine = engineAt(path) ?? newEngine();
    engine.join(options);
    return engine.backend;

    function newEngine(): Engine {
      const standing = lookAtFiles(path);
      if (standing.size === undefined && options.access === "read-only") throw missing(path);
      makeFilesPrivate(path, privacy);
      recognise(driver, path, standing);
      createDatabaseFile(path);
      return register(path);
    }
  } catch (error) {
    const failure = translateFailure(error, "open", join(options.directory, options.fileName), driver.name);
    throw isKeyedStoreError(failure) ? withDetails(failure, { operation: "open", backend: driver.name }) : failure;
  }

  function engineAt(path: string): Engine | undefined {
    const identity = identityOf(path);
    const known = identity === undefined ? undefined : registry().get(identity);
    if (known === undefined || known.driver === driver.name) return known?.engine;
    throw openRefused(
      path,
      `This process has ${path} open with the backend "${known.driver}"; two engines on one file in one process would ` +
        `drop each other's locks. Close that one, or open this one with backend "${known.driver}" too.`,
    );
  }

  function register(path: string): Engine {
    const identity = identityOf(path) ?? path;
    const engine = createEngine(driver, info, path, () => registry().delete(identity));
    registry().set(identity, { driver: driver.name, engine });
    return engine;
  }
}

function missing(path: string): Error {
  return openRefused(path, `There is no store at ${path}; open it with access "read-write" once to create one.`);
}
