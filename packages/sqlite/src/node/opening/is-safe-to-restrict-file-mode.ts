import { hasOurApplicationId } from "../../format/application-id.js";
import type { NodeStoreFiles } from "../files/database-file.js";
import { readDatabaseHeader } from "../files/read-database-header.js";
import { isDatabaseOpenInThisProcess } from "../sharing/inspection/is-database-open-in-this-process.js";

/**
 * Whether the modes of a file may be tightened: it is ours, or nobody's. Only one with a wide mode is read, for ours had it
 * tightened when it was opened; and, since some file systems keep no modes, only where this process does not have it open:
 * closing the file would drop the locks that an engine in another thread holds on it.
 */
export function isSafeToRestrictFileMode(
  databasePath: string,
  { databaseSize, isExposed }: NodeStoreFiles,
  isOpenInProcess: (path: string) => boolean = isDatabaseOpenInThisProcess,
): boolean {
  if (databaseSize === undefined || databaseSize === 0 || !isExposed) return true;
  return !isOpenInProcess(databasePath) && hasOurApplicationId(readDatabaseHeader(databasePath));
}
