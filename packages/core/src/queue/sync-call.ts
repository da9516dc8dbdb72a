import type { ErrorToThrow } from "../errors/error-to-throw.js";
import type { ErrorContext, OperationCall, QueueClient } from "./call.js";
import type { OperationStep } from "./operation-step.js";

/** A call of the synchronous API: its caller blocks the thread until it is settled. */
export class SyncCall implements OperationCall {
  step: OperationStep<unknown>;
  readonly client: QueueClient;
  readonly context: ErrorContext;
  readonly deadline: number;
  readonly isSync: boolean = true;
  isSettled: boolean = false;
  #createError: (() => unknown) | undefined;
  #result: unknown;

  constructor(step: OperationStep<unknown>, client: QueueClient, context: ErrorContext, deadline: number) {
    this.step = step;
    this.client = client;
    this.context = context;
    this.deadline = deadline;
  }

  resolve(value: unknown): void {
    this.isSettled = true;
    this.#result = value;
  }

  /** `createError` is called on the stack of the caller, so that the error leads there. */
  reject(createError: () => ErrorToThrow): void {
    this.isSettled = true;
    this.#createError = createError;
  }

  /** The result of a settled call; throws what it was rejected with. */
  getResultOrThrow(): unknown {
    if (this.#createError !== undefined) throw this.#createError();
    return this.#result;
  }
}
