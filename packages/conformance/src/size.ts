import { env } from "node:process";

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
  /** What all randomness begins with. */
  readonly seed: number;
}

/**
 * The sizes chosen by the environment variable `KEYED_STORE_CONFORMANCE`: `ci` (the default, the same on every run),
 * `long` (much more, differently on every run) or `quick`; a seed may follow: `long:12345`.
 */
export const size: Size = chosen(env["KEYED_STORE_CONFORMANCE"] ?? "ci");

function chosen(text: string): Size {
  const [name, given] = text.split(":");
  const seed = given === undefined ? undefined : Number(given);
  if (seed !== undefined && !Number.isSafeInteger(seed))
    throw new Error(`KEYED_STORE_CONFORMANCE: "${given}" is no seed`);
  switch (name) {
    case "quick":
      return { modelRuns: 20, modelCommands: 40, kills: 5, operations: 50, seed: seed ?? 1 };
    case "ci":
      return { modelRuns: 100, modelCommands: 60, kills: 100, operations: 250, seed: seed ?? 1 };
    case "long":
      return { modelRuns: 5000, modelCommands: 200, kills: 2000, operations: 5000, seed: seed ?? Date.now() % 2 ** 31 };
    default:
      throw new Error(`KEYED_STORE_CONFORMANCE is "${text}", and can be quick, ci or long, with a seed behind a colon`);
  }
}
