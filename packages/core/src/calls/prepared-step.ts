import type { OperationStep } from "../queue/operation-step.js";

/** The first step of an operation whose arguments are valid, or a promise of it where a schema validates asynchronously. */
export type PreparedStep<R> = OperationStep<R> | Promise<OperationStep<R>>;
