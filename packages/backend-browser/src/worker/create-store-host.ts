import type { Disk } from "@keyed-store/backend-wasm/portable";
import { DATABASE_HEADER_BYTES, type Sharing, type StoreHost, vacuumIntoFile } from "@keyed-store/sqlite/portable";
import type { OpenFileTable } from "../disk/open-file-table.js";
import { createGoneDetector } from "./create-gone-detector.js";

/** What is special about one store. */
export interface StoreHostOptions {
  readonly databasePath: string;
  readonly fileName: string;
  readonly sharing: Sharing;
  /** The disk with the files of the store. */
  readonly disk: Disk;
  readonly openFiles: OpenFileTable;
  /** Called with what the engine wants to be called when another session begins to wait. */
  setPeerListener(onPeerConnect: () => void): void;
  /** A text that changes when others have changed the store. */
  readFilesFingerprint(): string;
  /** Rejects with `NotFoundError` where the database is not there. */
  findDatabase(): Promise<unknown>;
  monotonicNow(): number;
}

/** What the engine asks of its host, on the files that a session has open. */
export function createStoreHost(options: StoreHostOptions): StoreHost {
  const { databasePath, fileName, sharing, disk, openFiles } = options;
  return {
    databasePath,
    isImmutable: false,
    joinSharing(onPeerConnect) {
      options.setPeerListener(onPeerConnect);
      return sharing;
    },
    createLockedError(failure) {
      throw failure; // SQLite takes no locks here, so that none can be another's.
    },
    inspectFiles: () => ({
      databaseSize: disk.stat(fileName)?.size,
      hasWal: disk.stat(`${fileName}-wal`) !== undefined,
      hasJournal: disk.stat(`${fileName}-journal`) !== undefined,
    }),
    readDatabaseHeader() {
      const header = new Uint8Array(DATABASE_HEADER_BYTES);
      disk.open(fileName, { write: false, create: false, exclusive: false }).read(header, 0, header.length, 0);
      return header;
    },
    isDatabaseWritable: () => true,
    hasWalFile: () => disk.stat(`${fileName}-wal`) !== undefined,
    createTamperingDetector: () => createGoneDetector(options.findDatabase, options.monotonicNow),
    readFilesFingerprint: options.readFilesFingerprint,
    // Whoever is in has the files open, and so the directory.
    assertDirectoryUsable() {},
    backUp(connection, destination) {
      vacuumIntoFile(connection, destination);
      openFiles.get(destination)?.handle.flush();
    },
  };
}
