import { type Case, type CaseOptions, createCase } from "../case/case.js";

/**
 * A case that stands for some of the checks by which the forerunner of this store was proven. `forerunnerCheckNames` names
 * them as docs/seed-checks.md does, such as `R1 CRUD 1-11`; `clauseId` is the clause that promises today what they checked.
 */
export function createCaseForForerunnerChecks(
  forerunnerCheckNames: string,
  clauseId: string,
  title: string,
  run: Case["run"],
  options: CaseOptions = { neighbours: "none" },
): Case {
  return createCase(clauseId, `${forerunnerCheckNames}: ${title}`, run, options);
}

/** For checks that are about a store as a whole. */
export const STORE = { faces: "store", neighbours: "none" } as const;
