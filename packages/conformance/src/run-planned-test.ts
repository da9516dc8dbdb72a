import { formatForMessage } from "./assert/format-for-message.js";
import { createHarness } from "./harness/create-harness.js";
import { fillNeighbourNamespaces } from "./harness/neighbours.js";
import type { SuiteHost } from "./host/suite-host.js";
import { describeVariant, type PlannedTest } from "./plan-tests.js";
import type { BackendUnderTest } from "./under-test/backend-under-test.js";

/** A failed test: its message begins with the clause that the backend breaks. */
export class ClauseFailure extends Error {
  override readonly name: string = "ClauseFailure";
  /** The clause, such as `KS-TTL-2`. */
  readonly clause: string;

  constructor(test: PlannedTest, backend: BackendUnderTest, cause: unknown) {
    const how = describeVariant(test.variant) || "alone, asynchronous";
    super(`${test.case.clause} is broken by ${backend.name} (${how}): ${describeCause(cause)}`, { cause });
    this.clause = test.case.clause;
  }
}

/** Runs one planned test in a harness of its own. */
export async function runPlannedTest(backend: BackendUnderTest, host: SuiteHost, test: PlannedTest): Promise<void> {
  try {
    const { synchronous, neighbours } = test.variant;
    const harness = await createHarness(backend, host, synchronous);
    try {
      const noise = neighbours === "none" ? undefined : await fillNeighbourNamespaces(await harness.open(), neighbours);
      await test.case.run(harness);
      await noise?.expectUntouched();
    } finally {
      await harness.dispose();
    }
  } catch (error) {
    throw new ClauseFailure(test, backend, error);
  }
}

function describeCause(cause: unknown): string {
  return cause instanceof Error && cause.name === "Error" ? cause.message : formatForMessage(cause);
}
