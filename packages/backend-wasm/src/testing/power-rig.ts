import type { SqliteDriver } from "@keyed-store/sqlite";
import type { Disk } from "../disk/disk.js";
import type { DiskImage } from "./disk-image.js";
import type { MemoryDisk } from "./memory-disk.js";

/** What the power is cut on: an engine, and disks for it that remember what was done to them. */
export interface PowerRig {
  /** What such a disk holds for certain before anything is done to it. */
  readonly blank: DiskImage;
  /** A disk that holds what is in the image, and has its files numbered in the order of the image. */
  createDisk(image: DiskImage): MemoryDisk;
  loadDriver(createDisk: (directory: string) => Disk): Promise<SqliteDriver>;
}
