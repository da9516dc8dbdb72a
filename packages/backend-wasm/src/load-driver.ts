import type { SqliteDriver } from "@keyed-store/sqlite";
import type { Disk } from "./disk/disk.js";
import { createDriver } from "./driver.js";
import { loadModule } from "./loader/load-module.js";

/** The installed engine over disks of your own: `diskFor` gives the disk for a directory. */
export async function loadDriver(diskFor: (directory: string) => Disk): Promise<SqliteDriver> {
  const { module, version } = await loadModule(undefined);
  return createDriver({ module, engineVersion: version, diskFor });
}
