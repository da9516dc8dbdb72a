import { hostGlobals } from "@keyed-store/core";
/** Who takes part in a measurement. */
export interface Contestant {
  /** One call, which is timed. Where it gives a promise, that is awaited before the next. */
  readonly run: () => unknown;
  /** Operations that one call does. Default 1. */
  readonly per?: number;
  /** The most calls for which can be made ready at once. Default: no limit. */
  readonly most?: number;
  /** Makes ready for so many calls, untimed. */
  readonly prepare?: (calls: number) => unknown;
  /** Undoes what the calls did, untimed. */
  readonly restore?: () => unknown;
}

/** How long to measure. */
export interface MeasurePlan {
  /** Turns that each contestant has, after one that warms up. */
  readonly rounds: number;
  /** How long the calls of one turn take together, about; never less than one call. */
  readonly turnMs: number;
}

/** Microseconds for one operation, by round. */
export interface Samples {
  /** By the clock on the wall. */
  readonly wall: number[];
  /** Of the processor, in all threads of the process. Zeros where the host does not tell, as no browser does. */
  readonly cpu: number[];
}

/**
 * Measures contestants side by side: short rounds, in each of which everyone has a turn, so that what else the machine
 * does falls on all alike. The order changes from round to round, so that it is not always the same one who pays for
 * what another left behind. A turn should be long enough for what only some calls pay for, such as a checkpoint.
 */
export async function measure<Name extends string>(
  contestants: Readonly<Record<Name, Contestant>>,
  { rounds, turnMs }: MeasurePlan,
): Promise<Record<Name, Samples>> {
  const names = Object.keys(contestants) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, { wall: [], cpu: [] }])) as unknown as Record<
    Name,
    Samples
  >;
  const calls = new Map<Name, number>();
  for (const name of names) calls.set(name, await calibrateCallCount(contestants[name], turnMs));
  for (let round = 0; round < rounds; round++) {
    for (const name of rotateForRound(names, round)) {
      const { wall, cpu } = await timeCalls(contestants[name], calls.get(name) ?? 1);
      samples[name].wall.push(wall);
      samples[name].cpu.push(cpu);
    }
  }
  return samples;
}

/** How many calls fill a turn: found by ever longer ones, which warm up too. Of two alike the quicker tells, for anyone may be held up once. */
async function calibrateCallCount(contestant: Contestant, turnMs: number): Promise<number> {
  const { per = 1 } = contestant;
  for (let calls = 1; ; calls *= 2) {
    const [one, other] = [await timeCalls(contestant, calls), await timeCalls(contestant, calls)];
    const callMs = (Math.min(one.wall, other.wall) * per) / 1_000;
    if (callMs * calls >= turnMs / 2) return Math.max(1, Math.round(turnMs / callMs));
  }
}

/** Some calls, and what one operation of them took. */
async function timeCalls({ run, per = 1, most, prepare, restore }: Contestant, callCount: number) {
  let [wall, cpu] = [0, 0];
  for (let left = callCount; left > 0; ) {
    const batch = Math.min(left, most ?? left);
    await prepare?.(batch);
    const processorBefore = readProcessorMicroseconds();
    const began = hostGlobals.monotonicNow();
    for (let call = 0; call < batch; call++) {
      const result = run();
      if (result instanceof Promise) await result;
    }
    wall += hostGlobals.monotonicNow() - began;
    cpu += readProcessorMicroseconds() - processorBefore;
    await restore?.();
    left -= batch;
  }
  return { wall: (wall * 1_000) / (callCount * per), cpu: cpu / (callCount * per) };
}

function readProcessorMicroseconds(): number {
  const { user, system } = globalThis.process?.cpuUsage?.() ?? { user: 0, system: 0 };
  return user + system;
}

/** Each starts in turn, and every second round runs backwards, so that everyone follows everyone. */
function rotateForRound<T>(list: readonly T[], roundIndex: number): T[] {
  const at = roundIndex % list.length;
  const turned = [...list.slice(at), ...list.slice(0, at)];
  return roundIndex % 2 === 0 ? turned : turned.reverse();
}
