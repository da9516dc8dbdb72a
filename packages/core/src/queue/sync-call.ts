import type { Issuer, StepCall, Where } from "./call.js";
import type { Step } from "./operation-step.js";

/** A call whose caller holds up its thread for it. */
export class SyncCall implements StepCall {
  step: Step<unknown>;
  readonly issuer: Issuer;
  readonly where: Where;
  readonly deadline: number;
  readonly sync: boolean = true;
  settled: boolean = false;
  #failed = false;
  #end: unknown;

  constructor(step: Step<unknown>, issuer: Issuer, where: Where, deadline: number) {
    this.step = step;
    this.issuer = issuer;
    this.where = where;
    this.deadline = deadline;
  }

  resolve(value: unknown): void {
    this.settled = true;
    this.#end = value;
  }

  reject(error: unknown): void {
    this.settled = true;
    this.#failed = true;
    this.#end = error;
  }

  /** Its value, once it is settled; throws what it was rejected with. */
  result(): unknown {
    if (this.#failed) throw this.#end;
    return this.#end;
  }
}
