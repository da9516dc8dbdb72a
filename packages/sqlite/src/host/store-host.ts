import type { KeyedStoreError } from "@keyed-store/core";
import type { SqliteConnection, SqliteFailure } from "../driver/driver.js";
import type { Sharing } from "./sharing.js";
import type { StoreFiles } from "./store-files.js";
import type { TamperingDetector } from "./tampering-detector.js";

/**
 * What an engine needs of its host: the files of one store, and who else uses them. The host has made the directory and the database
 * file, empty or with a store in it, before there is an engine. Nothing here waits. What is thrown is a `KeyedStoreError`, or
 * an error of the host's own that it translates where its stores are opened.
 */
export interface StoreHost {
  /** The name of the database file, by which the driver opens it and messages speak of it. */
  readonly databasePath: string;
  /** Nobody can change the file, and nothing can be written beside it. */
  readonly isImmutable: boolean;
  /**
   * Joins those who use the file, without entering.
   *
   * @param onPeerConnect - to be called from the event loop when another session begins to wait for this one
   * @param onPeerLeft - to be called from the event loop when one for which this session waits has left, where that is told
   */
  joinSharing(onPeerConnect: () => void, onPeerLeft: () => void): Sharing;
  /** The error for a lock that another connection holds, naming who may hold it. Asked only of drivers that share. */
  createLockedError(failure: SqliteFailure): KeyedStoreError;
  /**
   * Looks at the files. Called while this session is in, and no connection is open.
   *
   * @throws `KEYED_STORE_OPEN_FAILED` they cannot be those of a store, such as a log without its database
   */
  inspectFiles(): StoreFiles;
  /** The first 108 bytes of the database, and zeros behind its end. Called only where a rollback journal with content stands beside it. */
  readDatabaseHeader(): Uint8Array;
  /** Whether the file may be written; a store that is opened read-only is recovered and cleared away only then. */
  isDatabaseWritable(): boolean;
  /** Whether there is a write-ahead log beside the database, also an empty one. Asked only of drivers that share. */
  hasWalFile(): boolean;
  /** Watches the files from now on, while a connection is open (KS-LIFE-5). Undefined where nobody else can touch them. */
  createTamperingDetector(): TamperingDetector | undefined;
  /**
   * What the files look like from outside, without opening them: another text means that they may have changed. Undefined
   * where they cannot be looked at; then those who watch look themselves, four times a second while the file is closed.
   */
  readFilesFingerprint(): string | undefined;
  /** Throws the reason why the directory of the store cannot be used (KS-PROBE-1). */
  assertDirectoryUsable(readOnly: boolean): void;
  /** Copies the store into a new file. Absent where the host has no place for one. */
  backUp?(connection: SqliteConnection, destination: string): void;
}
