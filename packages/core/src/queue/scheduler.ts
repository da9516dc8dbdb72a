import { hostGlobals } from "../host/host-globals.js";

/** Clock, timers and randomness of a queue: injected, so that tests need no real time. */
export interface Scheduler {
  /** Milliseconds of a clock that never steps back. */
  now(): number;
  /** Calls back once, in `ms` milliseconds or a little more, never at once: with 0, when all others had their turn. */
  callLater(ms: number, callback: () => void): void;
  /** Blocks the thread. */
  sleepSync(ms: number): void;
  /** At least 0 and below 1. */
  random(): number;
}

/** Made when it is needed: browsers have shared memory on some pages only. */
let sleepCell: Int32Array<SharedArrayBuffer> | undefined;

/** Real time. Its timers keep the process alive: they run only while an operation is pending. */
export const realScheduler: Scheduler = {
  now: hostGlobals.monotonicNow,
  callLater(ms, callback) {
    if (ms === 0) hostGlobals.setImmediate(callback);
    else hostGlobals.setTimeout(callback, ms);
  },
  sleepSync(ms) {
    sleepCell ??= new Int32Array(new SharedArrayBuffer(4));
    Atomics.wait(sleepCell, 0, 0, ms);
  },
  random: hostGlobals.random,
};
