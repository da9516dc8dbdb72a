import { isPromise } from "../async/is-promise.js";
import type { Backend } from "../backend/backend.js";
import type { Outcome } from "../backend/transaction.js";
import { isKeyedStoreError, KeyedStoreError } from "../errors/keyed-store-error.js";
import type { OperationCall, QueueClient, QueuedCall } from "./call.js";
import { Fifo } from "./fifo.js";
import { OperationStep, type StepResult, type SuccessfulOutcome } from "./operation-step.js";
import { rejectWithCallerStack } from "./reject-with-caller-stack.js";
import { SyncCall } from "./sync-call.js";
import { takeNextBatch } from "./take-next-batch.js";
import { throwAsyncResultError } from "./throw-async-result-error.js";
import { toKeyedStoreError } from "./to-keyed-store-error.js";

/** What became of a batch. After `busy`, the calls that may still wait are in front of the queue again. */
export type DispatchResult = "answered" | "busy";

/** Hands pending calls to a backend, and its answers back to them. The queue decides when. */
export class Dispatcher {
  readonly backend: Backend;
  readonly pending: Fifo<QueuedCall> = new Fifo();
  readonly #now: () => number;
  readonly #onDeferred: (call: OperationCall, result: Promise<unknown>) => void;
  #isInBackend = false;

  /**
   * @param now - the clock that deadlines are on
   * @param onDeferred - takes over a call whose result is a promise
   */
  constructor(
    backend: Backend,
    now: () => number,
    onDeferred: (call: OperationCall, result: Promise<unknown>) => void,
  ) {
    this.backend = backend;
    this.#now = now;
    this.#onDeferred = onDeferred;
  }

  /** Whether the backend is at work on this very stack. */
  get isInBackend(): boolean {
    return this.#isInBackend;
  }

  /** Gives the backend the front of what is pending, once. Neither throws nor rejects. */
  dispatchBatch(): DispatchResult | Promise<DispatchResult> {
    const next = takeNextBatch(this.pending);
    if (!Array.isArray(next)) return this.#callBackend([next], next.run, (answer) => next.resolve(answer));
    const [first] = next;
    if (first === undefined) return "answered";
    return this.#callBackend(
      next,
      () =>
        this.backend.execute(
          next.map((call) => call.step.transaction),
          first.client.clock,
        ),
      (outcomes) => {
        // A backend may answer for the front of a batch alone. No answer at all is none for the rest either.
        const answered = next.slice(0, outcomes.length === 0 ? next.length : outcomes.length);
        this.pending.pushFront(next.slice(answered.length));
        answered.forEach((call, position) => {
          this.#settleCall(call, outcomes[position]);
        });
      },
    );
  }

  /**
   * Runs one operation as far as it goes at once, where nothing is pending and the backend is synchronous: to its end,
   * or to the step for which the backend is busy.
   *
   * @throws what the operation fails with, not yet a contract error
   */
  runStepsWhileNotBusy<R>(firstStep: OperationStep<R>, client: QueueClient): StepResult<R> {
    let step = firstStep;
    for (;;) {
      const outcome = this.#executeStepUnlessBusy(step, client);
      if (outcome === undefined) return step;
      const result = step.finish(sendNoticesOrThrowFailure(outcome, client));
      if (!(result instanceof OperationStep)) return result;
      step = result;
    }
  }

  /** The outcome of one step; `undefined` where the backend is busy, so that nothing has happened. */
  #executeStepUnlessBusy({ transaction }: OperationStep<unknown>, { clock }: QueueClient): Outcome | undefined {
    this.#isInBackend = true;
    try {
      const outcomes = this.backend.execute([transaction], clock);
      return isPromise(outcomes) ? this.#throwNotSynchronous(outcomes) : (outcomes[0] ?? NO_OUTCOME);
    } catch (error) {
      if (isBusyError(error)) return undefined;
      throw error;
    } finally {
      this.#isInBackend = false;
    }
  }

  /** The backend is declared synchronous; otherwise the queue would have called it in another way. */
  #throwNotSynchronous(answer: PromiseLike<unknown>): never {
    answer.then(undefined, () => {}); // whatever comes of it, nobody waits for it any more
    throw new KeyedStoreError(
      "KEYED_STORE_UNSUPPORTED",
      `The backend "${this.backend.info.name}" answered with a promise, although it is declared synchronous.`,
    );
  }

  #callBackend<A>(
    calls: readonly QueuedCall[],
    execute: () => A | Promise<A>,
    settle: (answer: A) => void,
  ): DispatchResult | Promise<DispatchResult> {
    const answered = (answer: A): DispatchResult => {
      settle(answer);
      return "answered";
    };
    let answer: A | Promise<A>;
    this.#isInBackend = true;
    try {
      answer = execute();
    } catch (error) {
      return this.#rejectOrRequeueCalls(calls, error);
    } finally {
      this.#isInBackend = false;
    }
    if (!isPromise(answer)) return answered(answer);
    return Promise.resolve(answer).then(answered, (error: unknown) => this.#rejectOrRequeueCalls(calls, error));
  }

  #settleCall(call: OperationCall, outcome: Outcome | undefined): void {
    try {
      this.#applyStepResult(call, call.step.finish(sendNoticesOrThrowFailure(outcome ?? NO_OUTCOME, call.client)));
    } catch (error) {
      this.#rejectCall(call, error);
    }
  }

  #applyStepResult(call: OperationCall, result: unknown): void {
    if (result instanceof OperationStep) {
      call.step = result;
      this.pending.pushFront([call]);
    } else if (!(result instanceof Promise)) {
      call.resolve(result);
    } else if (call.isSync) {
      throwAsyncResultError(result);
    } else {
      this.#onDeferred(call, result);
    }
  }

  #rejectCall(call: QueuedCall, error: unknown): void {
    const writes = "step" in call && call.step.writes;
    const createError = () => toKeyedStoreError(error, call.context, this.backend, writes);
    if (call instanceof SyncCall) call.reject(createError);
    else call.resolve(rejectWithCallerStack(createError));
  }

  #rejectOrRequeueCalls(calls: readonly QueuedCall[], error: unknown): DispatchResult {
    const now = isBusyError(error) ? this.#now() : Number.POSITIVE_INFINITY;
    const waiting = calls.filter((call) => call.deadline > now);
    for (const call of calls) if (call.deadline <= now) this.#rejectCall(call, error);
    this.pending.pushFront(waiting);
    return waiting.length > 0 ? "busy" : "answered";
  }
}

const NO_OUTCOME: Outcome = { status: "failed", error: new Error("The backend gave no outcome.") };

/** Sends the notices of an outcome to the client and gives the outcome; throws the error of one that failed. */
function sendNoticesOrThrowFailure(outcome: Outcome, { notify }: QueueClient): SuccessfulOutcome {
  if (outcome.status === "failed") throw outcome.error;
  if (outcome.status === "done") outcome.notices?.forEach(notify);
  return outcome;
}

function isBusyError(error: unknown): boolean {
  return isKeyedStoreError(error) && error.code === "KEYED_STORE_BUSY";
}
