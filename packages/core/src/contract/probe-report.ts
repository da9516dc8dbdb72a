import type { ProbeStep } from "../backend/backend.js";

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
