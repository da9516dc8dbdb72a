/** What a probe found (KS-PROBE-1). It holds no stored value. */
export interface ProbeReport {
  /** Whether every step succeeded. */
  readonly ok: boolean;
  /** The name of the backend. */
  readonly backend: string;
  /** Where the data is. */
  readonly path: string;
  /** Every step, in the order in which they are tried; after one that failed, the others are not. */
  readonly steps: readonly ProbeStep[];
}

/** What a step of a probe tries. */
export type ProbeStepName = "state-directory" | "load-backend" | "open" | "schema" | "write-read-delete" | "checkpoint";

/** One step of a probe (KS-PROBE-1). */
export interface ProbeStep {
  /** What was tried. */
  readonly name: ProbeStepName;
  /** Whether it succeeded; false too where an earlier step failed, so that this one was not tried. */
  readonly ok: boolean;
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
  /** The code of the error, where it failed. */
  readonly code?: string;
  /** In words, what went wrong or why it was not tried, or what else there is to say. */
  readonly message?: string;
}
