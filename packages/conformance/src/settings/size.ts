import { hostGlobals } from "@keyed-store/core";

/** How much the suite does where more proves more. */
export interface Size {
  /** Runs of the model, each on a fresh store. */
  readonly modelRuns: number;
  /** The most commands in a run of the model. */
  readonly modelCommands: number;
  /** Writers killed. */
  readonly kills: number;
  /** Operations of each process that works beside others. */
  readonly operations: number;
  /** Times that processes work in turmoil, each with another seed, of each kind. */
  readonly sessions: number;
  /** Recordings that the power is cut all through, each with another seed, of each kind. */
  readonly recordings: number;
  /** How many times as long as usual a test may take before it counts as hanging. */
  readonly patience: number;
  /** What all randomness begins with. */
  readonly seed: number;
}

const CI = { modelRuns: 300, modelCommands: 60, kills: 100, operations: 250, sessions: 1, recordings: 1, patience: 1 };

/** About an hour on two cores. */
const LONG = {
  modelRuns: 4_000,
  modelCommands: 80,
  kills: 300,
  operations: 150,
  sessions: 45,
  recordings: 24,
  patience: 12,
};

/**
 * The sizes that a word stands for, as the environment variable `KEYED_STORE_CONFORMANCE` has it: `ci` (the same on every
 * run), `long` (much more, differently on every run) or `quick`; a seed may follow: `long:12345`.
 */
export function parseSize(text: string): Size {
  const [name, seedText] = text.split(":");
  const seed = seedText === undefined ? undefined : Number(seedText);
  if (seed !== undefined && !Number.isSafeInteger(seed))
    throw new Error(`KEYED_STORE_CONFORMANCE: "${seedText}" is no seed`);
  switch (name) {
    case "quick":
      return { ...CI, modelRuns: 20, modelCommands: 40, kills: 5, operations: 50, seed: seed ?? 1 };
    case "ci":
      return { ...CI, seed: seed ?? 1 };
    case "long":
      return { ...LONG, seed: seed ?? hostGlobals.dateNow() % 2 ** 31 };
    default:
      throw new Error(`KEYED_STORE_CONFORMANCE is "${text}", and can be quick, ci or long, with a seed behind a colon`);
  }
}
