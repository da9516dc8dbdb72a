import type { Backend } from "../backend/backend.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";
import { type ErrorContext, isExclusiveCall, type QueueClient, type QueuedCall } from "./call.js";
import { computeBackoffMs } from "./compute-backoff-ms.js";
import { Dispatcher, type DispatchResult } from "./dispatcher.js";
import { OperationStep, type StepResult } from "./operation-step.js";
import type { Scheduler } from "./scheduler.js";
import { SyncCall } from "./sync-call.js";
import { throwAsyncResultError } from "./throw-async-result-error.js";
import { TimeSlice } from "./time-slice.js";
import { toKeyedStoreError } from "./to-keyed-store-error.js";
import { WakeUp } from "./wake-up.js";

/**
 * The one way to a backend. Operations take effect in the order of issue (KS-ATOM-3); those issued in one go share a
 * commit, and still succeed or fail one by one (KS-ATOM-5). A lone read of a synchronous backend goes at once; all else waits
 * for a microtask, so that others can join it, and no longer, unless the queue has kept the thread for too long. The backend
 * never waits: the queue waits for other processes, on a timer or by blocking the thread.
 */
export class CommitQueue {
  readonly #dispatcher: Dispatcher;
  readonly #scheduler: Scheduler;
  readonly #timeSlice: TimeSlice;
  readonly #wakeUp: WakeUp;
  /** How many batches the backend has not answered yet. */
  #unansweredCount = 0;
  /** Whether a loop over the pending calls is on this very stack. */
  #isLooping = false;
  /** How often in a row the backend was busy. */
  #busyCount = 0;

  constructor(backend: Backend, scheduler: Scheduler) {
    this.#scheduler = scheduler;
    this.#timeSlice = new TimeSlice(scheduler);
    this.#wakeUp = new WakeUp(scheduler, () => this.#dispatchAllPending());
    this.#dispatcher = new Dispatcher(backend, scheduler.now, (call, end) => {
      call.resolve(this.issueStepWhenResolved(end, call.client, call.context));
    });
    backend.onReleased?.(() => this.#wakeUp.endPause());
  }

  /** Puts an operation into the queue. */
  issueStep<R>(step: OperationStep<R>, client: QueueClient, errorContext: ErrorContext): Promise<R> {
    // A write waits for others to join it; a step that blocks others may be followed by one.
    if (step.writes || step.blocksOthers || !this.#canRunAtOnce() || this.#timeSlice.isOver())
      return this.#createAndEnqueueCall(step, client, errorContext, (call) => this.#enqueue(call));
    try {
      const end = this.#runSteps(step, client);
      if (end instanceof OperationStep)
        return this.#createAndEnqueueCall(end, client, errorContext, (call) => this.#requeueAfterBusy(call));
      return end instanceof Promise ? this.issueStepWhenResolved(end, client, errorContext) : Promise.resolve(end);
    } catch (error) {
      return Promise.reject(toKeyedStoreError(error, errorContext, this.#dispatcher.backend, false));
    }
  }

  #createAndEnqueueCall<R>(
    step: OperationStep<R>,
    client: QueueClient,
    errorContext: ErrorContext,
    enqueue: (call: QueuedCall) => void,
  ): Promise<R> {
    return new Promise((resolve) => {
      enqueue({ step, isSync: false, client, context: errorContext, deadline: this.#computeDeadline(client), resolve });
    });
  }

  /** Waits for a promise outside of the queue. If it gives a step, the step takes its place in the order then. */
  issueStepWhenResolved<R>(
    resultOrNextStep: Promise<R | OperationStep<R>>,
    client: QueueClient,
    errorContext: ErrorContext,
  ): Promise<R> {
    let resolveSettled = (): void => {};
    const settledPromise = new Promise<void>((resolve) => {
      resolveSettled = resolve;
    });
    client.operationsOutsideQueue.add(settledPromise);
    // One chain, so that the stack of an error leads along it to the caller.
    return resultOrNextStep
      .then(
        (last) => (last instanceof OperationStep ? this.issueStep(last, client, errorContext) : last),
        (error: unknown) => Promise.reject(toKeyedStoreError(error, errorContext, this.#dispatcher.backend, true)),
      )
      .finally(() => {
        client.operationsOutsideQueue.delete(settledPromise);
        resolveSettled();
      });
  }

  /** Runs work on the backend in the order of issue. The backend does nothing else meanwhile. */
  runExclusive<R>(work: () => R | Promise<R>, client: QueueClient, errorContext: ErrorContext): Promise<R> {
    return new Promise((resolve) => {
      this.#enqueue({ run: work, client, context: errorContext, deadline: this.#computeDeadline(client), resolve });
    });
  }

  /** Completes what was issued before and then this operation. Blocks the thread. */
  runStepSync<R>(step: OperationStep<R>, client: QueueClient, errorContext: ErrorContext): R {
    const { backend, isInBackend, pending } = this.#dispatcher;
    const createError = (message: string): unknown =>
      toKeyedStoreError(new KeyedStoreError("KEYED_STORE_UNSUPPORTED", message), errorContext, backend, false);
    if (isInBackend) throw createError("A store cannot be used by its own clock.");
    const isIdle = this.#canRunAtOnce();
    const remainingStep = isIdle ? this.#runStepsSync(step, client, errorContext) : step;
    if (!(remainingStep instanceof OperationStep)) return remainingStep;
    const call = new SyncCall(remainingStep, client, errorContext, this.#computeDeadline(client));
    if (isIdle) {
      pending.pushFront([call]);
      this.#scheduler.sleepSync(this.#computeNextPauseMs());
    } else {
      pending.push(call);
    }
    this.#drainUntilSettled(call);
    if (!call.isSettled) throw createError(`The backend "${backend.info.name}" answered with a promise.`);
    return call.getResultOrThrow() as R; // a call is resolved with what its last step ended in
  }

  /** Whether an operation can run at once, past the queue. */
  #canRunAtOnce(): boolean {
    const { pending, backend } = this.#dispatcher;
    const isEmpty =
      pending.length === 0 && this.#unansweredCount === 0 && !this.#wakeUp.isScheduled && !this.#isLooping;
    return isEmpty && backend.info.capabilities.synchronous;
  }

  /** Runs an operation as far as it goes on an idle queue. What is issued meanwhile comes after it. */
  #runSteps<R>(step: OperationStep<R>, client: QueueClient): StepResult<R> {
    this.#isLooping = true;
    try {
      const end = this.#dispatcher.runStepsWhileNotBusy(step, client);
      if (!(end instanceof OperationStep)) this.#busyCount = 0;
      return end;
    } finally {
      this.#isLooping = false;
      if (this.#dispatcher.pending.length > 0) this.#wakeUp.scheduleInMicrotask();
    }
  }

  #runStepsSync<R>(step: OperationStep<R>, client: QueueClient, errorContext: ErrorContext): R | OperationStep<R> {
    try {
      const end = this.#runSteps(step, client);
      return end instanceof Promise ? throwAsyncResultError(end) : end;
    } catch (error) {
      throw toKeyedStoreError(error, errorContext, this.#dispatcher.backend, step.writes);
    }
  }

  #computeDeadline(client: QueueClient): number {
    return this.#scheduler.now() + client.busyTimeoutMs;
  }

  #enqueue(call: QueuedCall): void {
    this.#dispatcher.pending.push(call);
    if (this.#isLooping || this.#unansweredCount > 0 || this.#wakeUp.isScheduled) return;
    const { synchronous } = this.#dispatcher.backend.info.capabilities;
    if (synchronous && !isExclusiveCall(call) && !call.step.writes) this.#dispatchAllPending();
    else this.#wakeUp.scheduleInMicrotask();
  }

  /** Puts a call for which the backend was busy in front of what was issued meanwhile. */
  #requeueAfterBusy(call: QueuedCall): void {
    this.#dispatcher.pending.pushFront([call]);
    this.#wakeUp.scheduleAfterPause(this.#computeNextPauseMs());
  }

  #dispatchAllPending(): void {
    const { pending } = this.#dispatcher;
    this.#isLooping = true;
    while (pending.length > 0 && this.#unansweredCount === 0 && !this.#wakeUp.isScheduled) {
      if (this.#timeSlice.isOver()) this.#wakeUp.scheduleIn(0);
      else this.#dispatchOnce((ms) => this.#wakeUp.scheduleAfterPause(ms));
    }
    this.#isLooping = false;
  }

  /** Dispatches until a call is settled. Blocks the thread. Exclusive work that takes longer goes on by itself. */
  #drainUntilSettled(call: SyncCall): void {
    const { pending } = this.#dispatcher;
    const nested = this.#isLooping;
    this.#isLooping = true;
    this.#wakeUp.cancel();
    while (!call.isSettled && pending.length > 0) this.#dispatchOnce(this.#scheduler.sleepSync);
    this.#isLooping = nested;
    if (pending.length > 0 && !nested && this.#unansweredCount === 0) this.#wakeUp.scheduleInMicrotask();
  }

  #dispatchOnce(pauseFor: (ms: number) => void): void {
    const result = this.#dispatcher.dispatchBatch();
    if (result instanceof Promise) void this.#awaitDispatch(result);
    else this.#handleDispatchResult(result, pauseFor);
  }

  async #awaitDispatch(pendingResult: Promise<DispatchResult>): Promise<void> {
    this.#unansweredCount++;
    const result = await pendingResult;
    this.#unansweredCount--;
    this.#handleDispatchResult(result, (ms) => this.#wakeUp.scheduleAfterPause(ms));
    this.#dispatchAllPending();
  }

  #handleDispatchResult(result: DispatchResult, pauseFor: (ms: number) => void): void {
    if (result === "answered") this.#busyCount = 0;
    else pauseFor(this.#computeNextPauseMs());
  }

  /** How long to wait before the next attempt: no longer than the call in front may. */
  #computeNextPauseMs(): number {
    const remainingMs = (this.#dispatcher.pending.at(0)?.deadline ?? 0) - this.#scheduler.now();
    return Math.max(0, Math.min(remainingMs, computeBackoffMs(this.#busyCount++, this.#scheduler.random)));
  }
}
