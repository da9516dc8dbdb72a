import type { ErrorContext, OperationCall, QueueClient } from "./call.js";
import type { OperationStep } from "./operation-step.js";

/** A call whose caller holds up its thread for it. */
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

  /** Its value, once it is settled; throws what it was rejected with. */
  result(): unknown {
    if (this.#hasFailed) throw this.#result;
    return this.#result;
  }
}
