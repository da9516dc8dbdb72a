import { createCase, type Group } from "../../case/case.js";
import { corpus } from "../../model/corpus.js";
import { runModelSteps, runModelTests } from "../../model/run-model.js";
import type { Size } from "../../settings/size.js";

const MODEL = { faces: "store", neighbours: "none", timeoutMs: 600_000 } as const;

/** The model, at a size that the title tells. */
export const createModelGroup = (size: Size): Group => ({
  title: "The model",
  cases: [
    ...corpus.map(({ what, steps }) =>
      createCase(
        "KS-ATOM-1",
        `a failure of old stays mended: ${what}`,
        ({ backend, host }) => runModelSteps(backend, host, steps),
        MODEL,
      ),
    ),
    createCase(
      "KS-ATOM-1",
      `the store does what the model does, in ${size.modelRuns} runs of up to ${size.modelCommands} arbitrary steps`,
      ({ backend, host }) => runModelTests(backend, host),
      MODEL,
    ),
  ],
});
