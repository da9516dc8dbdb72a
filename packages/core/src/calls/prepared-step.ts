import type { Step } from "../queue/operation-step.js";

/** An operation whose arguments are valid, or one that waits for its validator. */
export type Prepared<R> = Step<R> | Promise<Step<R>>;
