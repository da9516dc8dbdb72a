import type { OperationStep } from "../queue/operation-step.js";

/** An operation whose arguments are valid, or one that waits for its validator. */
export type PreparedStep<R> = OperationStep<R> | Promise<OperationStep<R>>;
