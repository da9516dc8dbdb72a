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
  #hasFailed = false;
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

  reject(error: unknown): void {
    this.isSettled = true;
    this.#hasFailed = true;
    this.#result = error;
  }

  /** The result of a settled call; throws what it was rejected with. */
  result(): unknown {
    if (this.#hasFailed) throw this.#result;
    return this.#result;
  }
}
