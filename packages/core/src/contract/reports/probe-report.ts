/** What a probe found (KS-PROBE-1). It holds no stored value. */
export interface ProbeReport {
  /** Whether every step succeeded. */
  readonly ok: boolean;
  /** The name of the backend. */
  readonly backend: string;
  /** Where the data is. */
  readonly path: string;
  readonly steps: readonly ProbeStep[];
}

/** What a step of a probe tries. */
export type ProbeStepName = "state-directory" | "load-backend" | "open" | "schema" | "write-read-delete" | "checkpoint";

/** One step of a probe (KS-PROBE-1). */
export interface ProbeStep {
  readonly name: ProbeStepName;
  readonly ok: boolean;
  readonly durationMs: number;
  readonly code?: string;
  readonly message?: string;
}
