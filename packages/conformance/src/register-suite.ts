import type { Group } from "./case/case.js";
import { CONTRACT_VERSION } from "./contract-version.js";
import type { SuiteHost } from "./host/suite-host.js";
import { type Plan, planTests } from "./plan-tests.js";
import { runPlannedTest } from "./run-planned-test.js";
import type { Runner } from "./runner.js";
import type { BackendUnderTest } from "./under-test/backend-under-test.js";

/** What the suite runs on, and with. */
export interface ConformanceOptions extends Runner {
  /** The backend. All directories that the suite is given are deleted. */
  readonly backend: BackendUnderTest;
}

/**
 * Registers groups of cases with a test runner. The declared capabilities choose the tests; what means nothing for a
 * backend is registered as skipped, and counted with its reasons in the title of the whole.
 *
 * @returns what was registered
 */
export function registerSuite(
  { describe, it, backend }: ConformanceOptions,
  host: SuiteHost,
  groups: readonly Group[],
): Plan {
  const planned = planTests(backend, host, groups);
  describe(`keyed-store contract ${CONTRACT_VERSION}: ${backend.name}: ${formatPlanSummary(planned)}`, () => {
    for (const { title, tests } of planned.groups) {
      const register = (): void => {
        for (const test of tests)
          it(test.title, () => runPlannedTest(backend, host, test), test.case.timeoutMs * host.size.patience);
      };
      if (tests.length > 0) describe(title, register);
    }
    for (const { case: each, reason } of planned.notApplicable)
      it.skip?.(`${each.clause} ${each.title}: ${reason}`, async () => undefined);
  });
  return planned;
}

function formatPlanSummary({ groups: planned, notApplicable }: Plan): string {
  const tests = planned.reduce((sum, group) => sum + group.tests.length, 0);
  const reasons = new Map<string, number>();
  for (const { reason } of notApplicable) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const counted = [...reasons].map(([reason, cases]) => `${cases} because ${reason}`);
  return `${tests} tests; ${notApplicable.length} cases not applicable${counted.length > 0 ? `: ${counted.join(", ")}` : ""}`;
}
