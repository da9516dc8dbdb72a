import fc, { __version as fastCheckVersion } from "fast-check";
import { formatForMessage } from "../assert/format-for-message.js";
import { createHarness } from "../harness/create-harness.js";
import { TEST_EPOCH } from "../harness/manual-clock.js";
import type { SuiteHost } from "../host/suite-host.js";
import { CACHE_SIZES } from "../settings/cache-sizes.js";
import type { BackendUnderTest } from "../under-test/backend-under-test.js";
import { createStepArbitraries } from "./arbitraries.js";
import { Model } from "./model.js";
import { createStoreRules } from "./namespaces.js";
import { type ModelRun, performStepAndCompare } from "./perform-step.js";
import { openRealStores } from "./real.js";
import type { ModelStep } from "./step.js";

/** Where a run of the model is to begin again: what a failure printed. */
export interface ModelReplay {
  readonly seed: number;
  readonly path: string;
  readonly replayPath: string;
}

/** A store of its own beside an empty model. */
async function withModelRun(
  backend: BackendUnderTest,
  host: SuiteHost,
  cacheBytes: number | undefined,
  body: (modelRun: ModelRun) => Promise<void>,
): Promise<void> {
  const harness = await createHarness(backend, host, backend.capabilities.synchronous, cacheBytes);
  try {
    const model = new Model(TEST_EPOCH, createStoreRules("wide", "reject"));
    await body({ harness, model, real: await openRealStores(harness, model.rules), seenVersions: new Set() });
  } finally {
    await harness.dispose();
  }
}

/** Runs given steps, such as those that a failure printed, with each size of the cache. */
export async function runModelSteps(
  backend: BackendUnderTest,
  host: SuiteHost,
  steps: readonly ModelStep[],
): Promise<void> {
  for (const cacheBytes of CACHE_SIZES)
    await withModelRun(backend, host, cacheBytes, async (bench) => {
      for (const step of steps) await performStepAndCompare(bench, step);
    });
}

/**
 * Runs arbitrary steps on the store and on the model and compares all answers and all entries. A failure is shrunk, and
 * tells everything that is needed to see it again; then the host says where the replay begins.
 */
export async function runModelTests(backend: BackendUnderTest, host: SuiteHost): Promise<void> {
  const { size } = host;
  const replay = host.replay === undefined ? undefined : (JSON.parse(host.replay) as ModelReplay); // Printed below.
  const commands = fc.commands(
    createStepArbitraries(backend.capabilities.synchronous).map((arbitrary) =>
      arbitrary.map((step) => new StepCommand(step)),
    ),
    {
      maxCommands: size.modelCommands,
      size: "max",
      ...(replay === undefined ? {} : { replayPath: replay.replayPath }),
    },
  );
  const property = fc.asyncProperty(commands, fc.constantFrom(...CACHE_SIZES), (given, cacheBytes) =>
    withModelRun(backend, host, cacheBytes, (bench) => fc.asyncModelRun(() => ({ model: {}, real: bench }), given)),
  );
  const begin = replay === undefined ? { seed: size.seed } : { seed: replay.seed, path: replay.path };
  const details = await fc.check(property, { numRuns: size.modelRuns, ...begin });
  host.tally("runs of the model", details.numRuns);
  if (details.failed)
    throw new Error(await describeModelFailure(backend, host, details), { cause: details.errorInstance });
}

/** A step in the shape that fast-check runs, shrinks and prints. */
class StepCommand implements fc.AsyncCommand<object, ModelRun> {
  readonly step: ModelStep;

  constructor(step: ModelStep) {
    this.step = step;
  }

  check(): boolean {
    return true;
  }

  run(_: object, modelRun: ModelRun): Promise<void> {
    return performStepAndCompare(modelRun, this.step);
  }

  toString(): string {
    return JSON.stringify(this.step);
  }
}

async function describeModelFailure(
  backend: BackendUnderTest,
  host: SuiteHost,
  details: fc.RunDetails<[Iterable<fc.AsyncCommand<object, ModelRun>>, number | undefined]>,
): Promise<string> {
  const [steps, cacheBytes = "the default"] = details.counterexample ?? [];
  const text = fc.stringify(steps);
  const replayPath = /replayPath="([^"]*)"/.exec(text)?.[1] ?? "";
  const replay: ModelReplay = { seed: details.seed, path: details.counterexamplePath ?? "", replayPath };
  const { engine, engineVersion, sqliteVersion } = (await backend.provider().load()).info;
  const versions = [`${engine} ${engineVersion}`, `SQLite ${sqliteVersion ?? "none"}`, host.name];
  return [
    `the store and the model differ: ${details.errorInstance instanceof Error ? details.errorInstance.message : formatForMessage(details.errorInstance)}`,
    `seed ${replay.seed}, path ${replay.path}, replayPath ${replayPath}, after ${details.numRuns} runs and ${details.numShrinks} shrinks`,
    `with cacheBytes: ${cacheBytes}`,
    `backend ${backend.name}: ${[...versions, `fast-check ${fastCheckVersion}`].join(", ")}`,
    `steps to keep in the corpus: [${text.replace(/\s*\/\*replayPath.*$/s, "")}]`,
    `again: KEYED_STORE_REPLAY='${JSON.stringify(replay)}' and the command that ran this test`,
  ].join("\n");
}
