/** At which step a backend was refused (KS-SEL-2). */
export type SelectionStage = "static" | "apart" | "load" | "trial" | "open";

/** A backend that was tried and cannot run here. */
export interface Rejection {
  /** The name of the backend. */
  readonly name: string;
  /** At which step it was refused. */
  readonly stage: SelectionStage;
  /** The code of the error behind it, such as `ERR_DLOPEN_FAILED`, else `KEYED_STORE_BACKEND_UNAVAILABLE`. */
  readonly code: string;
  /** Why, in words. */
  readonly message: string;
  /** The error behind it. */
  readonly cause: unknown;
}

/** Which backend was taken, and why not another. */
export interface Selection {
  /** The name of the backend at work. */
  readonly chosen: string;
  /** Who asked for it, in words. */
  readonly reason: string;
  /** Those tried before it, in order. */
  readonly rejected: readonly Rejection[];
}
