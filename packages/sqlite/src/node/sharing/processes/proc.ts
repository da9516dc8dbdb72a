import { readlinkSync } from "node:fs";

/** What stands for a time namespace that shifts nothing; kernels that know none have no such file. */
const INITIAL_TIME = "time:[4026531834]";

/** Whether `/proc` is that of the pid namespace in which this process counts pids. It may be another's, or none. */
export function isProcOfOwnPidNamespace(): boolean {
  if (process.platform !== "linux") return false;
  try {
    return readlinkSync("/proc/self") === String(process.pid);
  } catch {
    return false;
  }
}

/** Whether times since boot, as this process reads them, are those that every other reads: a time namespace shifts them. */
export function isInInitialTimeNamespace(): boolean {
  try {
    return readlinkSync("/proc/self/ns/time") === INITIAL_TIME;
  } catch (error) {
    return (error as NodeJS.ErrnoException | undefined)?.code === "ENOENT" && isProcOfOwnPidNamespace();
  }
}
