import { getErrnoName } from "../../../files/file-error.js";
import { readProcessStat } from "./process-stat.js";
import type { ProcessTable } from "./process-table.js";
import { hasThreadEnded } from "./worker-thread.js";

/** This system, asked without starting a program. */
export const systemProcesses: ProcessTable = {
  exists(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      // EPERM: it is there and belongs to someone else.
      return getErrnoName(error) !== "ESRCH";
    }
  },
  stat: readProcessStat,
  hasThreadEnded,
};
