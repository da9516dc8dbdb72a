import { type HostTimer, hostGlobals } from "@keyed-store/core";

/** Waits until work has come to its end, well or not, but no longer than `ms`. */
export function settleWithin(ms: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer: HostTimer = hostGlobals.setTimeout(resolve, ms);
    const end = (): void => {
      hostGlobals.clearTimeout(timer);
      resolve();
    };
    work.then(end, end);
  });
}
