import type { BackendInfo } from "@keyed-store/core";
import type { SqliteDriver } from "@keyed-store/sqlite/portable";
import type { Timing } from "../custody/timing.js";
import type { OpenFileTable } from "../disk/open-file-table.js";
import type { Broadcast } from "../opfs/broadcast.js";
import type { WebLocks } from "../opfs/web-locks.js";
import type { GetRoot } from "./find-directory.js";

/** What the stores of a worker work with. */
export interface WorkerEnvironment {
  readonly driver: SqliteDriver;
  readonly info: BackendInfo;
  /** The files that are open in this worker; those of the driver's disks. */
  readonly openFiles: OpenFileTable;
  readonly getRoot: GetRoot;
  readonly locks: WebLocks;
  createBroadcast(name: string): Broadcast;
  /** A text that no other session has. */
  createSessionId(): string;
  readonly timing: Timing;
}
