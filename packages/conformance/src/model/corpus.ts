import type { ModelStep } from "./step.js";

/** A case that once failed, and what was wrong. */
export interface KeptFailure {
  readonly what: string;
  readonly steps: readonly ModelStep[];
}

/** Cases that once failed somewhere: they are run before anything is left to chance. */
export const corpus: readonly KeptFailure[] = [];
