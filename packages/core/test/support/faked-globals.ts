import { vi } from "vitest";

/**
 * Does something while every global by which one can wait, or tell the time, is a fake that never moves: what test
 * runners replace with all their fakes on, and `process.nextTick` and `Math.random` beside it.
 */
export async function withFakedGlobals<R>(work: () => Promise<R>): Promise<R> {
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
  process.nextTick = () => {};
  Math.random = () => Number.NaN;
  try {
    return await work();
  } finally {
    Math.random = random;
    process.nextTick = nextTick;
    vi.useRealTimers();
  }
}
