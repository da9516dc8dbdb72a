import type { EpochMs } from "@keyed-store/core";

/*
 * How a worker asks for the time by a clock that only the thread which started it can read: it posts its question and
 * holds up its own thread until the answer lies in shared memory. So the time is read inside the atomic step (KS-TTL-3).
 */

const WAITING = 0;
const ANSWERED = 1;
const FAILED = 2;

/** Where the answer is put. */
export interface TimeExchange {
  readonly state: Int32Array<SharedArrayBuffer>;
  readonly value: Float64Array<SharedArrayBuffer>;
}

export const TIME_EXCHANGE_BYTES = 16;

export function createTimeExchange(memory: SharedArrayBuffer): TimeExchange {
  return { state: new Int32Array(memory, 0, 1), value: new Float64Array(memory, 8, 1) };
}

/**
 * Asks for the time and waits for it.
 *
 * @throws an error without details where the clock threw one: the thread that answered throws that one in place of this
 */
export function requestTimeBlocking({ state, value }: TimeExchange, postRequest: () => void): EpochMs {
  Atomics.store(state, 0, WAITING);
  postRequest();
  Atomics.wait(state, 0, WAITING);
  if (Atomics.load(state, 0) === FAILED) throw new Error("The clock failed.");
  return value[0] ?? 0;
}

/** Answers with the time; with a failure where the clock throws, and then throws its error too. */
export function answerTimeRequest({ state, value }: TimeExchange, readClock: () => number): void {
  let outcome = FAILED;
  try {
    value[0] = readClock();
    outcome = ANSWERED;
  } finally {
    Atomics.store(state, 0, outcome);
    Atomics.notify(state, 0);
  }
}
