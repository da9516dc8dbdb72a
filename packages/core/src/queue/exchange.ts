import type { Backend } from "../backend.js";
import type { Outcome } from "../command.js";
import { isKeyedStoreError } from "../error.js";
import type { Call, StepCall } from "./call.js";
import { explain } from "./explain.js";
import { Fifo } from "./fifo.js";
import { refuseLate } from "./refuse-late.js";
import { Step } from "./step.js";
import { takeBatch } from "./take-batch.js";

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
    if (!(answer instanceof Promise)) return answered(answer);
    return answer.then(answered, (error: unknown) => this.#refused(calls, error));
  }

  #settle(call: StepCall, outcome: Outcome | undefined): void {
    try {
      if (outcome === undefined) throw new Error("No outcome was given.");
      if (outcome.status === "failed") throw outcome.error;
      if (outcome.status === "done") outcome.notices?.forEach(call.issuer.notify);
      this.#end(call, call.step.finish(outcome));
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
    const now = isKeyedStoreError(error) && error.code === "KEYED_STORE_BUSY" ? this.#now() : Number.POSITIVE_INFINITY;
    const patient = calls.filter((call) => call.deadline > now);
    for (const call of calls) if (call.deadline <= now) this.#fail(call, error);
    this.pending.putBack(patient);
    return patient.length > 0 ? "busy" : "answered";
  }
}
