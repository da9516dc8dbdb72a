/** A timer of {@link HostGlobals}. Node's keeps the process alive until it is told `unref`; a browser's is a number without it. */
export interface HostTimer {
  unref?(): unknown;
}

/** Calls back in a task of its own. */
export type ScheduleTask = (callback: () => void) => void;

/** What a library that waits needs of its host: see {@link hostGlobals}. */
export interface HostGlobals {
  setTimeout(callback: () => void, ms: number): HostTimer;
  clearTimeout(timer: HostTimer | undefined): void;
  setInterval(callback: () => void, ms: number): HostTimer;
  clearInterval(timer: HostTimer | undefined): void;
  /** Calls back when all others had their turn; by a message to itself, or a timer, where the host has no `setImmediate`. */
  setImmediate(callback: () => void): void;
  /** Calls back before anyone else has a turn. By `await`, which nobody can replace. */
  queueMicrotask(callback: () => void): void;
  /** `performance.now`: milliseconds that never step back. */
  monotonicNow(): number;
  /** `Date.now`: milliseconds since the epoch. */
  dateNow(): number;
  /** `Math.random`. */
  random(): number;
}

const { clearInterval, clearTimeout, performance, setImmediate, setInterval, setTimeout } = globalThis;
const { now: performanceNow } = performance;
const { now: dateNow } = Date;
const { random } = Math;
const resolvedPromise = Promise.resolve();

/**
 * The host's timers and clocks, as they were when this module was loaded. Whoever replaces the globals later, as test
 * runners do with fake timers, neither stops the library nor moves its time. What is used by the library, such as a
 * backend, waits by these for the same reason. The one way to move a store's time is its option `clock`.
 */
export const hostGlobals: HostGlobals = {
  // None is called as a method: a browser's timers want to be called on nothing.
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout), // what its setTimeout gave, whatever that is
  setInterval: (callback, ms) => setInterval(callback, ms),
  clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout), // what its setInterval gave, whatever that is
  setImmediate: typeof setImmediate === "function" ? (callback) => void setImmediate(callback) : createSetImmediate(),
  queueMicrotask: (callback) => void callInMicrotask(callback),
  monotonicNow: () => performanceNow.call(performance),
  dateNow: () => dateNow(),
  random: () => random(),
};

async function callInMicrotask(callback: () => void): Promise<void> {
  await resolvedPromise;
  callback();
}

/** Simulated browsers, such as jsdom, have no messages either. */
function createSetImmediate(): ScheduleTask {
  return typeof MessageChannel === "function" ? setImmediateByMessage : (callback) => void setTimeout(callback, 0);
}

/** A message arrives as a task of its own. The ports are closed then, since an open one keeps a process alive. */
function setImmediateByMessage(callback: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener("message", () => {
    port1.close();
    callback();
  });
  port1.start();
  port2.postMessage(undefined);
}
