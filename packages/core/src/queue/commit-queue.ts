import type { Backend } from "../backend/backend.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";
import { hostGlobals } from "../host/host-globals.js";
import { backoffMs } from "./backoff.js";
import { type Call, type Issuer, isTurn, type Where } from "./call.js";
import { type Attempt, Exchange } from "./dispatcher.js";
import { type End, Step } from "./operation-step.js";
import { refuseLate } from "./refuse-async-result.js";
import type { Waiting } from "./scheduler.js";
import { SyncCall } from "./sync-call.js";
import { Slice } from "./time-slice.js";
import { explain } from "./to-contract-error.js";

/**
 * The one way to a backend. Operations take effect in the order of issue (KS-ATOM-3); those issued in one go share a
 * commit, and still succeed or fail one by one (KS-ATOM-5). A lone read goes at once; a write waits for a microtask,
 * so that others can join it, and no longer, unless the queue has kept the thread for too long. The backend never waits:
 * waiting for other processes is done here, on a timer or by holding up the thread.
 */
export class CommitQueue {
  readonly #exchange: Exchange;
  readonly #waiting: Waiting;
  readonly #slice: Slice;
  /** How many answers the backend owes. */
  #owed = 0;
  /** Whether a loop over the pending calls is on this very stack. */
  #looping = false;
  /** The wake-up to come, 0 for none. One that was overtaken is ignored. */
  #wake = 0;
  #lastWake = 0;
  /** How often in a row the backend was busy. */
  #refusals = 0;

  constructor(backend: Backend, waiting: Waiting) {
    this.#waiting = waiting;
    this.#slice = new Slice(waiting);
    this.#exchange = new Exchange(backend, waiting.now, (call, end) => {
      call.resolve(this.issueLater(end, call.issuer, call.where));
    });
  }

  /** Issues an operation. */
  issue<R>(step: Step<R>, issuer: Issuer, where: Where): Promise<R> {
    // A write waits for others to join it; a step that holds may be followed by one.
    if (step.writes || step.holds || !this.#isIdle() || this.#slice.isOver())
      return this.#pend(step, issuer, where, (call) => this.#enter(call));
    try {
      const end = this.#advance(step, issuer);
      if (end instanceof Step) return this.#pend(end, issuer, where, (call) => this.#enterRefused(call));
      return end instanceof Promise ? this.issueLater(end, issuer, where) : Promise.resolve(end);
    } catch (error) {
      return Promise.reject(explain(error, where, this.#exchange.backend, false));
    }
  }

  #pend<R>(step: Step<R>, issuer: Issuer, where: Where, enter: (call: Call) => void): Promise<R> {
    return new Promise((resolve, reject) => {
      enter({ step, sync: false, issuer, where, deadline: this.#deadline(issuer), resolve, reject });
    });
  }

  /** Issues the step that comes later, if one does. It takes its place in the order when it is there. */
  issueLater<R>(end: Promise<R | Step<R>>, issuer: Issuer, where: Where): Promise<R> {
    const result = end.then(
      (last) => (last instanceof Step ? this.issue(last, issuer, where) : last),
      (error: unknown) => Promise.reject(explain(error, where, this.#exchange.backend, true)),
    );
    const settled = (): void => void issuer.detached.delete(watched);
    const watched = result.then(settled, settled);
    issuer.detached.add(watched);
    return result;
  }

  /** Does something else with the backend in the order of issue, while it does nothing else. */
  turn<R>(turn: () => R | Promise<R>, issuer: Issuer, where: Where): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#enter({ turn, issuer, where, deadline: this.#deadline(issuer), resolve, reject });
    });
  }

  /** Completes what was issued before and then this operation, holding up the thread. */
  run<R>(step: Step<R>, issuer: Issuer, where: Where): R {
    const { backend, inside, pending } = this.#exchange;
    const refusal = (message: string): unknown =>
      explain(new KeyedStoreError("KEYED_STORE_UNSUPPORTED", message), where, backend, false);
    if (inside) throw refusal("A store cannot be used by its own clock.");
    const isIdle = this.#isIdle();
    const left = isIdle ? this.#advanceNow(step, issuer, where) : step;
    if (!(left instanceof Step)) return left;
    const call = new SyncCall(left, issuer, where, this.#deadline(issuer));
    if (isIdle) {
      pending.putBack([call]);
      this.#waiting.sleepSync(this.#pauseMs());
    } else {
      pending.push(call);
    }
    this.#drain(call);
    if (!call.settled) throw refusal(`The backend "${backend.info.name}" answered with a promise.`);
    return call.result() as R; // a call is resolved with what its last step ended in
  }

  /** Whether an operation can be done at once, past all the keeping of a queue. */
  #isIdle(): boolean {
    const { pending, backend } = this.#exchange;
    const isEmpty = pending.length === 0 && this.#owed === 0 && this.#wake === 0 && !this.#looping;
    return isEmpty && backend.info.capabilities.synchronous;
  }

  /** Takes an operation as far as it goes on an idle queue. What is issued on the way comes after it. */
  #advance<R>(step: Step<R>, issuer: Issuer): End<R> {
    this.#looping = true;
    try {
      const end = this.#exchange.advance(step, issuer);
      if (!(end instanceof Step)) this.#refusals = 0;
      return end;
    } finally {
      this.#looping = false;
      if (this.#exchange.pending.length > 0) this.#wakeSoon();
    }
  }

  #advanceNow<R>(step: Step<R>, issuer: Issuer, where: Where): R | Step<R> {
    try {
      const end = this.#advance(step, issuer);
      return end instanceof Promise ? refuseLate(end) : end;
    } catch (error) {
      throw explain(error, where, this.#exchange.backend, step.writes);
    }
  }

  #deadline(issuer: Issuer): number {
    return this.#waiting.now() + issuer.busyTimeoutMs;
  }

  #enter(call: Call): void {
    this.#exchange.pending.push(call);
    if (this.#looping || this.#owed > 0 || this.#wake !== 0) return;
    if (isTurn(call) || call.step.writes) this.#wakeSoon();
    else this.#loop();
  }

  /** Enters a call that the backend has refused once on an idle queue, before what was issued meanwhile. */
  #enterRefused(call: Call): void {
    this.#exchange.pending.putBack([call]);
    this.#wakeIn(this.#pauseMs());
  }

  #loop(): void {
    const { pending } = this.#exchange;
    this.#looping = true;
    while (pending.length > 0 && this.#owed === 0 && this.#wake === 0) {
      if (this.#slice.isOver()) this.#wakeIn(0);
      else this.#attempt((ms) => this.#wakeIn(ms));
    }
    this.#looping = false;
  }

  /** Loops until a call is settled, holding up the thread. A turn that takes longer goes on by itself. */
  #drain(call: SyncCall): void {
    const { pending } = this.#exchange;
    const nested = this.#looping;
    this.#looping = true;
    this.#wake = 0;
    while (!call.settled && pending.length > 0) this.#attempt(this.#waiting.sleepSync);
    this.#looping = nested;
    if (pending.length > 0 && !nested && this.#owed === 0) this.#wakeSoon();
  }

  #attempt(pause: (ms: number) => void): void {
    const attempt = this.#exchange.attempt();
    if (attempt instanceof Promise) void this.#follow(attempt);
    else this.#take(attempt, pause);
  }

  async #follow(answer: Promise<Attempt>): Promise<void> {
    this.#owed++;
    const attempt = await answer;
    this.#owed--;
    this.#take(attempt, (ms) => this.#wakeIn(ms));
    this.#loop();
  }

  #take(attempt: Attempt, pause: (ms: number) => void): void {
    if (attempt === "answered") this.#refusals = 0;
    else pause(this.#pauseMs());
  }

  /** How long to wait before the next attempt: no longer than the call in front may. */
  #pauseMs(): number {
    const left = (this.#exchange.pending.at(0)?.deadline ?? 0) - this.#waiting.now();
    return Math.max(0, Math.min(left, backoffMs(this.#refusals++, this.#waiting.random)));
  }

  #wakeSoon(): void {
    const wake = this.#nextWake();
    hostGlobals.queueMicrotask(() => this.#woken(wake));
  }

  #wakeIn(ms: number): void {
    const wake = this.#nextWake();
    this.#waiting.later(ms, () => this.#woken(wake));
  }

  #nextWake(): number {
    this.#wake = ++this.#lastWake;
    return this.#wake;
  }

  #woken(wake: number): void {
    if (wake !== this.#wake) return;
    this.#wake = 0;
    this.#loop();
  }
}
