import { vi } from "vitest";

/**
 * Does something while every global by which one can wait, or tell the time, is a fake that never moves: all that test
 * runners replace. `process.nextTick` stays where Node itself needs it: no runner takes that from the threads of Node.
 */
export async function withFakedGlobals<R>(work: () => Promise<R>, but?: "nextTick"): Promise<R> {
  const { nextTick } = process;
  const { random } = Math;
  vi.useFakeTimers({
    now: 0,
    toFake: [
      "setTimeout",
      "clearTimeout",
      "setInterval",
      "clearInterval",
      "setImmediate",
      "clearImmediate",
      "queueMicrotask",
      "performance",
      "hrtime",
      "Date",
    ],
  });
  if (but !== "nextTick") process.nextTick = () => {};
  Math.random = () => Number.NaN;
  try {
    return await work();
  } finally {
    Math.random = random;
    process.nextTick = nextTick;
    vi.useRealTimers();
  }
}
