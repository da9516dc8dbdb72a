import { env } from "node:process";
import { createCase, type Group } from "../../case/case.js";
import { corpus } from "../../model/corpus.js";
import { type ModelReplay, runModelSteps, runModelTests } from "../../model/run-model.js";
import { size } from "../../settings/size.js";

const MODEL = { faces: "store", neighbours: "none", timeoutMs: 600_000 } as const;

/** The replay that the environment asks for, as a failure printed it. */
function parseReplay(): ModelReplay | undefined {
  const asked = env["KEYED_STORE_REPLAY"];
  return asked === undefined ? undefined : (JSON.parse(asked) as ModelReplay); // Printed by runModel.
}

export const model: Group = {
  title: "The model",
  cases: [
    ...corpus.map(({ what, steps }) =>
      createCase(
        "KS-ATOM-1",
        `a failure of old stays mended: ${what}`,
        ({ backend }) => runModelSteps(backend, steps),
        MODEL,
      ),
    ),
    createCase(
      "KS-ATOM-1",
      `the store does what the model does, in ${size.modelRuns} runs of up to ${size.modelCommands} arbitrary steps`,
      ({ backend }) => runModelTests(backend, size, parseReplay()),
      MODEL,
    ),
  ],
};
