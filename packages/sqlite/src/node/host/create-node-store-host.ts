import { lstatSync } from "node:fs";
import { dirname } from "node:path";
import { systemClock } from "@keyed-store/core";
import type { SqliteDriver } from "../../driver/driver.js";
import type { StoreHost } from "../../host/store-host.js";
import { inspectStoreFiles } from "../files/database-file.js";
import { isFileWritable } from "../files/is-file-writable.js";
import { readDatabaseHeader } from "../files/read-database-header.js";
import { NO_RECORDS } from "../sharing/records/no-records.js";
import { createSession } from "../sharing/session/session.js";
import { createSharingSession } from "../sharing/sharing-session.js";
import { createTamperingDetector } from "../tampering/create-tampering-detector.js";
import { getWalPath, isNonEmptyFile } from "../tampering/wal-path.js";
import { assertDirectoryAccessible } from "./assert-directory-accessible.js";
import { backUpToFile } from "./back-up-to-file.js";
import { readDatabaseFilesFingerprint } from "./database-files-fingerprint.js";
import { databaseLockedError } from "./database-locked-error.js";
import { nameOtherSessions } from "./name-other-sessions.js";

/** Node as the host of a store: files by their paths, and processes that share them by their session records. */
export function createNodeStoreHost(driver: SqliteDriver, databasePath: string, isImmutable: boolean): StoreHost {
  const session = createSession(driver.name, systemClock());
  return {
    databasePath,
    isImmutable,
    joinSharing: (onPeerConnect, onPeerLeft) =>
      nameOtherSessions(
        createSharingSession({
          databasePath,
          mode: driver.sharing,
          backend: driver.name,
          session,
          onPeerConnect,
          onPeerLeft,
          // Whoever has an index of the log open takes SQLite's own locks, which those who share go by.
          hasWal: () =>
            isNonEmptyFile(getWalPath(databasePath)) &&
            !(driver.sharing === "shared" && isNonEmptyFile(`${databasePath}-shm`)),
          ...(isImmutable ? { sessionDirectory: NO_RECORDS } : {}),
        }),
        databasePath,
        driver.name,
      ),
    createLockedError: (failure) => databaseLockedError(failure, databasePath, session),
    inspectFiles: () => inspectStoreFiles(databasePath),
    readDatabaseHeader: () => readDatabaseHeader(databasePath),
    isDatabaseWritable: () => isFileWritable(databasePath),
    hasWalFile: () => lstatSync(getWalPath(databasePath), { throwIfNoEntry: false }) !== undefined,
    createTamperingDetector: () => createTamperingDetector(databasePath),
    readFilesFingerprint: () => readDatabaseFilesFingerprint(databasePath),
    assertDirectoryUsable: (readOnly) => assertDirectoryAccessible(dirname(databasePath), readOnly),
    backUp: backUpToFile,
  };
}
