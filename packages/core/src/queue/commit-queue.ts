import type { Backend } from "../backend/backend.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";
import { hostGlobals } from "../host/host-globals.js";
import { backoffMs } from "./backoff.js";
import { type ErrorContext, isExclusiveCall, type QueueClient, type QueuedCall } from "./call.js";
import { Dispatcher, type DispatchResult } from "./dispatcher.js";
import { OperationStep, type StepResult } from "./operation-step.js";
import { refuseAsyncResult } from "./refuse-async-result.js";
import type { Scheduler } from "./scheduler.js";
import { SyncCall } from "./sync-call.js";
import { TimeSlice } from "./time-slice.js";
import { toContractError } from "./to-contract-error.js";

/**
 * The one way to a backend. Operations take effect in the order of issue (KS-ATOM-3); those issued in one go share a
 * commit, and still succeed or fail one by one (KS-ATOM-5). A lone read goes at once; a write waits for a microtask,
 * so that others can join it, and no longer, unless the queue has kept the thread for too long. The backend never waits:
 * the queue waits for other processes, on a timer or by blocking the thread.
 */
export class CommitQueue {
  readonly #dispatcher: Dispatcher;
  readonly #scheduler: Scheduler;
  readonly #timeSlice: TimeSlice;
  /** How many batches the backend has not answered yet. */
  #unansweredCount = 0;
  /** Whether a loop over the pending calls is on this very stack. */
  #isLooping = false;
  /** The id of the wake-up to come, 0 for none. The queue ignores one that was replaced. */
  #scheduledWake = 0;
  #lastWakeId = 0;
  /** How often in a row the backend was busy. */
  #busyCount = 0;

  constructor(backend: Backend, scheduler: Scheduler) {
    this.#scheduler = scheduler;
    this.#timeSlice = new TimeSlice(scheduler);
    this.#dispatcher = new Dispatcher(backend, scheduler.now, (call, end) => {
      call.resolve(this.issueWhenResolved(end, call.client, call.context));
    });
  }

  /** Puts an operation into the queue. */
  issue<R>(step: OperationStep<R>, client: QueueClient, context: ErrorContext): Promise<R> {
    // A write waits for others to join it; a step that blocks others may be followed by one.
    if (step.writes || step.blocksOthers || !this.#isIdle() || this.#timeSlice.isOver())
      return this.#createCall(step, client, context, (call) => this.#enqueue(call));
    try {
      const end = this.#runSteps(step, client);
      if (end instanceof OperationStep)
        return this.#createCall(end, client, context, (call) => this.#requeueBusy(call));
      return end instanceof Promise ? this.issueWhenResolved(end, client, context) : Promise.resolve(end);
    } catch (error) {
      return Promise.reject(toContractError(error, context, this.#dispatcher.backend, false));
    }
  }

  #createCall<R>(
    step: OperationStep<R>,
    client: QueueClient,
    context: ErrorContext,
    enqueue: (call: QueuedCall) => void,
  ): Promise<R> {
    return new Promise((resolve) => {
      enqueue({ step, isSync: false, client, context, deadline: this.#computeDeadline(client), resolve });
    });
  }

  /** Waits for a promise outside of the queue. If it gives a step, the step takes its place in the order then. */
  issueWhenResolved<R>(end: Promise<R | OperationStep<R>>, client: QueueClient, context: ErrorContext): Promise<R> {
    let resolveSettled = (): void => {};
    const settledPromise = new Promise<void>((resolve) => {
      resolveSettled = resolve;
    });
    client.detached.add(settledPromise);
    // One chain, so that the stack of an error leads along it to the caller.
    return end
      .then(
        (last) => (last instanceof OperationStep ? this.issue(last, client, context) : last),
        (error: unknown) => Promise.reject(toContractError(error, context, this.#dispatcher.backend, true)),
      )
      .finally(() => {
        client.detached.delete(settledPromise);
        resolveSettled();
      });
  }

  /** Runs work on the backend in the order of issue. The backend does nothing else meanwhile. */
  runExclusive<R>(work: () => R | Promise<R>, client: QueueClient, context: ErrorContext): Promise<R> {
    return new Promise((resolve) => {
      this.#enqueue({ run: work, client, context, deadline: this.#computeDeadline(client), resolve });
    });
  }

  /** Completes what was issued before and then this operation. Blocks the thread. */
  runSync<R>(step: OperationStep<R>, client: QueueClient, context: ErrorContext): R {
    const { backend, isInBackend, pending } = this.#dispatcher;
    const createError = (message: string): unknown =>
      toContractError(new KeyedStoreError("KEYED_STORE_UNSUPPORTED", message), context, backend, false);
    if (isInBackend) throw createError("A store cannot be used by its own clock.");
    const isIdle = this.#isIdle();
    const remainingStep = isIdle ? this.#runStepsSync(step, client, context) : step;
    if (!(remainingStep instanceof OperationStep)) return remainingStep;
    const call = new SyncCall(remainingStep, client, context, this.#computeDeadline(client));
    if (isIdle) {
      pending.putBack([call]);
      this.#scheduler.sleepSync(this.#pauseMs());
    } else {
      pending.push(call);
    }
    this.#drainUntilSettled(call);
    if (!call.isSettled) throw createError(`The backend "${backend.info.name}" answered with a promise.`);
    return call.result() as R; // a call is resolved with what its last step ended in
  }

  /** Whether an operation can run at once, past the queue. */
  #isIdle(): boolean {
    const { pending, backend } = this.#dispatcher;
    const isEmpty =
      pending.length === 0 && this.#unansweredCount === 0 && this.#scheduledWake === 0 && !this.#isLooping;
    return isEmpty && backend.info.capabilities.synchronous;
  }

  /** Runs an operation as far as it goes on an idle queue. What is issued meanwhile comes after it. */
  #runSteps<R>(step: OperationStep<R>, client: QueueClient): StepResult<R> {
    this.#isLooping = true;
    try {
      const end = this.#dispatcher.runStepsNow(step, client);
      if (!(end instanceof OperationStep)) this.#busyCount = 0;
      return end;
    } finally {
      this.#isLooping = false;
      if (this.#dispatcher.pending.length > 0) this.#wakeSoon();
    }
  }

  #runStepsSync<R>(step: OperationStep<R>, client: QueueClient, context: ErrorContext): R | OperationStep<R> {
    try {
      const end = this.#runSteps(step, client);
      return end instanceof Promise ? refuseAsyncResult(end) : end;
    } catch (error) {
      throw toContractError(error, context, this.#dispatcher.backend, step.writes);
    }
  }

  #computeDeadline(client: QueueClient): number {
    return this.#scheduler.now() + client.busyTimeoutMs;
  }

  #enqueue(call: QueuedCall): void {
    this.#dispatcher.pending.push(call);
    if (this.#isLooping || this.#unansweredCount > 0 || this.#scheduledWake !== 0) return;
    if (isExclusiveCall(call) || call.step.writes) this.#wakeSoon();
    else this.#dispatchPending();
  }

  /** Puts a call for which the backend was busy in front of what was issued meanwhile. */
  #requeueBusy(call: QueuedCall): void {
    this.#dispatcher.pending.putBack([call]);
    this.#wakeIn(this.#pauseMs());
  }

  #dispatchPending(): void {
    const { pending } = this.#dispatcher;
    this.#isLooping = true;
    while (pending.length > 0 && this.#unansweredCount === 0 && this.#scheduledWake === 0) {
      if (this.#timeSlice.isOver()) this.#wakeIn(0);
      else this.#dispatch((ms) => this.#wakeIn(ms));
    }
    this.#isLooping = false;
  }

  /** Dispatches until a call is settled. Blocks the thread. Exclusive work that takes longer goes on by itself. */
  #drainUntilSettled(call: SyncCall): void {
    const { pending } = this.#dispatcher;
    const nested = this.#isLooping;
    this.#isLooping = true;
    this.#scheduledWake = 0;
    while (!call.isSettled && pending.length > 0) this.#dispatch(this.#scheduler.sleepSync);
    this.#isLooping = nested;
    if (pending.length > 0 && !nested && this.#unansweredCount === 0) this.#wakeSoon();
  }

  #dispatch(pause: (ms: number) => void): void {
    const result = this.#dispatcher.dispatch();
    if (result instanceof Promise) void this.#awaitDispatch(result);
    else this.#afterDispatch(result, pause);
  }

  async #awaitDispatch(pending: Promise<DispatchResult>): Promise<void> {
    this.#unansweredCount++;
    const result = await pending;
    this.#unansweredCount--;
    this.#afterDispatch(result, (ms) => this.#wakeIn(ms));
    this.#dispatchPending();
  }

  #afterDispatch(result: DispatchResult, pause: (ms: number) => void): void {
    if (result === "answered") this.#busyCount = 0;
    else pause(this.#pauseMs());
  }

  /** How long to wait before the next attempt: no longer than the call in front may. */
  #pauseMs(): number {
    const remainingMs = (this.#dispatcher.pending.at(0)?.deadline ?? 0) - this.#scheduler.now();
    return Math.max(0, Math.min(remainingMs, backoffMs(this.#busyCount++, this.#scheduler.random)));
  }

  #wakeSoon(): void {
    const wake = this.#nextWake();
    hostGlobals.queueMicrotask(() => this.#onWake(wake));
  }

  #wakeIn(ms: number): void {
    const wake = this.#nextWake();
    this.#scheduler.callLater(ms, () => this.#onWake(wake));
  }

  #nextWake(): number {
    this.#scheduledWake = ++this.#lastWakeId;
    return this.#scheduledWake;
  }

  #onWake(wake: number): void {
    if (wake !== this.#scheduledWake) return;
    this.#scheduledWake = 0;
    this.#dispatchPending();
  }
}
