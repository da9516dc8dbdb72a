import type { Disk, DiskFile } from "../disk/disk.js";
import type { Heap } from "../heap/heap.js";
import { createLogWrites, type LogWrites } from "./log-writes.js";

/** Where a database lies, and whether an engine may change it. */
export interface DatabaseLocation {
  readonly disk: Disk;
  /** The database's file name on the disk; its journal and log stand beside it. */
  readonly name: string;
  /** Nothing is created, changed or removed. */
  readonly readOnly: boolean;
}

/** The number by which the engine knows an open file; see {@link FIRST_DESCRIPTOR}. */
export type DescriptorNumber = number;

/** An open descriptor: a file and where its next read or write goes. */
export interface Descriptor {
  readonly file: DiskFile;
  /** Whether it is the write-ahead log of the database. */
  readonly isLog: boolean;
  position: number;
}

/** What the system calls of one engine share. */
export interface SyscallContext {
  heap: Heap;
  /** The database that the connection is on; none while there is no connection, or one in memory. */
  database: DatabaseLocation | undefined;
  /** Where `VACUUM INTO` writes to, while it runs. */
  vacuumTarget: DatabaseLocation | undefined;
  /** By descriptor number; see {@link FIRST_DESCRIPTOR}. */
  readonly descriptors: (Descriptor | undefined)[];
  /** What SQLite has written to the log, and the disk has not seen yet. */
  readonly logWrites: LogWrites;
  /** What the disk threw, see `recordDiskFailureAndGetErrno`; whoever calls into the engine clears it first. */
  diskFailure: unknown;
}

/** SQLite never uses descriptors 0 to 2: it takes them for standard output and the like. */
export const FIRST_DESCRIPTOR = 3;

/** The state of an engine that has no database and no file open. */
export function createSyscallContext(heap: Heap): SyscallContext {
  return {
    heap,
    database: undefined,
    vacuumTarget: undefined,
    descriptors: [],
    logWrites: createLogWrites(),
    diskFailure: undefined,
  };
}

/** The descriptor of a file, by the lowest free number as in POSIX. */
export function allocateDescriptor(context: SyscallContext, file: DiskFile, isLog: boolean): DescriptorNumber {
  let number = FIRST_DESCRIPTOR;
  while (context.descriptors[number] !== undefined) number++;
  context.descriptors[number] = { file, isLog, position: 0 };
  return number;
}

/** Closes every file and forgets the database: the end of an engine that died, and of a connection that closed. */
export function closeFilesAndForgetDatabase(context: SyscallContext): void {
  context.logWrites.discard();
  for (const descriptor of context.descriptors.splice(0)) {
    try {
      descriptor?.file.close();
    } catch {
      // A file that cannot be closed is the system's; nothing above could do better.
    }
  }
  context.database = undefined;
  context.vacuumTarget = undefined;
}
