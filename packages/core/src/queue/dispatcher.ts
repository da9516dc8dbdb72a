import { isPromise } from "../async/is-promise.js";
import type { Backend } from "../backend/backend.js";
import type { Outcome } from "../backend/transaction.js";
import { isKeyedStoreError, KeyedStoreError } from "../errors/keyed-store-error.js";
import type { Call, Issuer, StepCall } from "./call.js";
import { Fifo } from "./fifo.js";
import { type End, type Settled, Step } from "./operation-step.js";
import { refuseLate } from "./refuse-async-result.js";
import { takeBatch } from "./take-batch.js";
import { explain } from "./to-contract-error.js";

/** What an attempt came to. After `busy`, the calls that may still wait are in front again. */
export type Attempt = "answered" | "busy";

/** Hands pending calls to a backend, and its answers back to them. When it is time to do so is not its business. */
export class Exchange {
  readonly backend: Backend;
  readonly pending: Fifo<Call> = new Fifo();
  readonly #now: () => number;
  readonly #later: (call: StepCall, end: Promise<unknown>) => void;
  #inside = false;

  /**
   * @param now - the clock that deadlines are on
   * @param later - sees to a call whose end comes later
   */
  constructor(backend: Backend, now: () => number, later: (call: StepCall, end: Promise<unknown>) => void) {
    this.backend = backend;
    this.#now = now;
    this.#later = later;
  }

  /** Whether the backend is at work on this very stack. */
  get inside(): boolean {
    return this.#inside;
  }

  /** Gives the backend the front of what is pending, once. Neither throws nor rejects. */
  attempt(): Attempt | Promise<Attempt> {
    const next = takeBatch(this.pending);
    if (!Array.isArray(next)) return this.#ask([next], next.turn, (answer) => next.resolve(answer));
    const [first] = next;
    if (first === undefined) return "answered";
    return this.#ask(
      next,
      () =>
        this.backend.execute(
          next.map((call) => call.step.transaction),
          first.issuer.clock,
        ),
      (outcomes) => {
        next.forEach((call, position) => {
          this.#settle(call, outcomes[position]);
        });
      },
    );
  }

  /**
   * Takes one operation as far as it goes at once, where nothing is pending and the backend is synchronous: to its end,
   * or to the step for which the backend is busy.
   *
   * @throws what the operation fails with, not yet explained
   */
  advance<R>(first: Step<R>, issuer: Issuer): End<R> {
    let step = first;
    for (;;) {
      const outcome = this.#executeAlone(step, issuer);
      if (outcome === undefined) return step;
      const end = step.finish(told(outcome, issuer));
      if (!(end instanceof Step)) return end;
      step = end;
    }
  }

  /** The outcome of one step; `undefined` where the backend is busy, so that nothing has happened. */
  #executeAlone({ transaction }: Step<unknown>, { clock }: Issuer): Outcome | undefined {
    this.#inside = true;
    try {
      const outcomes = this.backend.execute([transaction], clock);
      return isPromise(outcomes) ? this.#foundOut(outcomes) : (outcomes[0] ?? NO_OUTCOME);
    } catch (error) {
      if (isBusy(error)) return undefined;
      throw error;
    } finally {
      this.#inside = false;
    }
  }

  /** It is declared synchronous, or it would have been asked in another way. */
  #foundOut(answer: PromiseLike<unknown>): never {
    answer.then(undefined, () => {}); // whatever comes of it, nobody waits for it any more
    throw new KeyedStoreError(
      "KEYED_STORE_UNSUPPORTED",
      `The backend "${this.backend.info.name}" answered with a promise, although it is declared synchronous.`,
    );
  }

  #ask<A>(calls: readonly Call[], ask: () => A | Promise<A>, settle: (answer: A) => void): Attempt | Promise<Attempt> {
    const answered = (answer: A): Attempt => {
      settle(answer);
      return "answered";
    };
    let answer: A | Promise<A>;
    this.#inside = true;
    try {
      answer = ask();
    } catch (error) {
      return this.#refused(calls, error);
    } finally {
      this.#inside = false;
    }
    if (!isPromise(answer)) return answered(answer);
    return Promise.resolve(answer).then(answered, (error: unknown) => this.#refused(calls, error));
  }

  #settle(call: StepCall, outcome: Outcome | undefined): void {
    try {
      this.#end(call, call.step.finish(told(outcome ?? NO_OUTCOME, call.issuer)));
    } catch (error) {
      this.#fail(call, error);
    }
  }

  #end(call: StepCall, end: unknown): void {
    if (end instanceof Step) {
      call.step = end;
      this.pending.putBack([call]);
    } else if (!(end instanceof Promise)) {
      call.resolve(end);
    } else if (call.sync) {
      refuseLate(end);
    } else {
      this.#later(call, end);
    }
  }

  #fail(call: Call, error: unknown): void {
    const writes = "step" in call && call.step.writes;
    call.reject(explain(error, call.where, this.backend, writes));
  }

  #refused(calls: readonly Call[], error: unknown): Attempt {
    const now = isBusy(error) ? this.#now() : Number.POSITIVE_INFINITY;
    const patient = calls.filter((call) => call.deadline > now);
    for (const call of calls) if (call.deadline <= now) this.#fail(call, error);
    this.pending.putBack(patient);
    return patient.length > 0 ? "busy" : "answered";
  }
}

const NO_OUTCOME: Outcome = { status: "failed", error: new Error("The backend gave no outcome.") };

/** An outcome that is no failure; what happened beside it has been told. */
function told(outcome: Outcome, { notify }: Issuer): Settled {
  if (outcome.status === "failed") throw outcome.error;
  if (outcome.status === "done") outcome.notices?.forEach(notify);
  return outcome;
}

function isBusy(error: unknown): boolean {
  return isKeyedStoreError(error) && error.code === "KEYED_STORE_BUSY";
}
