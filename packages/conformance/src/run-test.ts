import type { BackendUnderTest } from "./backend-under-test.js";
import { makeHarness } from "./harness/make-harness.js";
import { makeNoise } from "./harness/noise.js";
import { show } from "./harness/show.js";
import type { PlannedTest } from "./plan.js";

/** A failed test: its message begins with the clause that the backend breaks. */
export class ClauseFailure extends Error {
  override readonly name: string = "ClauseFailure";
  /** The clause, such as `KS-TTL-2`. */
  readonly clause: string;

  constructor(test: PlannedTest, under: BackendUnderTest, cause: unknown) {
    super(`${test.case.clause} is broken by ${under.name} (${test.variant}): ${reasonOf(cause)}`, { cause });
    this.clause = test.case.clause;
  }
}

/** Runs one planned test in a harness of its own. */
export async function runTest(under: BackendUnderTest, test: PlannedTest): Promise<void> {
  try {
    const harness = await makeHarness(under, test.variant === "synchronous");
    try {
      if (test.variant === "beside neighbours") {
        const noise = await makeNoise(await harness.open(), test.case.neighbours);
        await test.case.run(harness);
        await noise.untouched();
      } else {
        await test.case.run(harness);
      }
    } finally {
      await harness.dispose();
    }
  } catch (error) {
    throw new ClauseFailure(test, under, error);
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error && cause.name === "Error" ? cause.message : show(cause);
}
