import { platform } from "node:process";
import { getErrnoName } from "../../files/file-error.js";
import { isTransientOnWindows } from "../../files/is-transient-on-windows.js";

/** What repeating a call depends on; tests bring their own. */
export interface RetryEnvironment {
  readonly platform: string;
  /** Holds up this thread for so many milliseconds. */
  readonly sleep: (ms: number) => void;
}

/** What SQLite's own Windows layer does: so many further tries, each after a pause that is this much longer. */
const RETRIES = 10;
const LONGER_BY_MS = 25;

/**
 * Makes a call of the file system. On Windows it is made again where it was refused for a reason that may pass, for 1.4
 * seconds in all, and the thread is held up meanwhile; so it must be a call that can be repeated. Throws what the last try threw.
 */
export function retryOnWindows<T>(call: () => T, environment: RetryEnvironment = system): T {
  for (let retry = 1; ; retry++) {
    try {
      return call();
    } catch (error) {
      if (retry > RETRIES || !isTransientOnWindows(getErrnoName(error) ?? "", environment.platform)) throw error;
      environment.sleep(retry * LONGER_BY_MS);
    }
  }
}

const pause: Int32Array<SharedArrayBuffer> = new Int32Array(new SharedArrayBuffer(4));

const system: RetryEnvironment = {
  platform,
  sleep(ms) {
    Atomics.wait(pause, 0, 0, ms);
  },
};
