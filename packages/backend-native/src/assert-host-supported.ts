import { formatInstallCommand } from "@keyed-store/sqlite";
import { backendUnavailableError } from "./library/backend-unavailable-error.js";
import { type LibraryVersion, readInstalledLibraryVersion } from "./library/installed-version.js";

/** The version of Node-API that better-sqlite3 13 calls without asking whether it is there. */
const REQUIRED_NODE_API = 10;

/** What the judgement is made from. */
export interface HostVersions {
  /** The version of the installed better-sqlite3; undefined where there is none. */
  readonly installedVersion: LibraryVersion | undefined;
  readonly nodeVersion: string;
  readonly nodeApiVersion: number;
}

/**
 * Judges whether the installed better-sqlite3 can be loaded here, and returns its version. Nothing of it is loaded,
 * for a wrong pairing does not throw: it ends the process.
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` it cannot, or none is installed
 */
export function assertHostSupported(
  { installedVersion, nodeVersion, nodeApiVersion }: HostVersions = readHostVersions(),
): LibraryVersion {
  if (installedVersion === undefined)
    throw backendUnavailableError(
      `better-sqlite3 is not installed. To use it: ${formatInstallCommand("better-sqlite3")}`,
    );
  const major = Number(installedVersion.split(".")[0]);
  if (!(major >= 12))
    throw backendUnavailableError(
      `better-sqlite3 ${installedVersion} is too old. To update it: ${formatInstallCommand("better-sqlite3")}`,
    );
  if (major >= 13 && nodeApiVersion < REQUIRED_NODE_API) {
    throw backendUnavailableError(
      `better-sqlite3 ${installedVersion} needs Node 22.14 or later and would crash Node ${nodeVersion}. ` +
        `Use a later Node, or: ${formatInstallCommand("better-sqlite3@12")}`,
    );
  }
  return installedVersion;
}

function readHostVersions(): HostVersions {
  return {
    installedVersion: readInstalledLibraryVersion(),
    nodeVersion: process.versions.node,
    nodeApiVersion: Number(process.versions["napi"] ?? 0),
  };
}
