import { hostGlobals } from "../host/host-globals.js";
import type { Scheduler } from "./scheduler.js";

/** The one time at which a queue goes on by itself. Whatever schedules it anew replaces what was scheduled before. */
export class WakeUp {
  readonly #scheduler: Scheduler;
  readonly #onWake: () => void;
  /** What is scheduled, 0 for nothing. A call back for another one is ignored. */
  #scheduledId = 0;
  #lastId = 0;
  /** The last one that ended a pause. */
  #pauseId = 0;

  /** @param onWake - called when the time has come */
  constructor(scheduler: Scheduler, onWake: () => void) {
    this.#scheduler = scheduler;
    this.#onWake = onWake;
  }

  get isScheduled(): boolean {
    return this.#scheduledId !== 0;
  }

  scheduleInMicrotask(): void {
    const id = this.#replace();
    hostGlobals.queueMicrotask(() => this.#wake(id));
  }

  /** With 0, when all others had their turn. */
  scheduleIn(ms: number): void {
    const id = this.#replace();
    this.#scheduler.callLater(ms, () => this.#wake(id));
  }

  /** Waits for others, until {@link WakeUp.endPause} or for so long. */
  scheduleAfterPause(ms: number): void {
    this.scheduleIn(ms);
    this.#pauseId = this.#scheduledId;
  }

  /** Ends a pause, if one is under way. */
  endPause(): void {
    if (this.isScheduled && this.#scheduledId === this.#pauseId) this.scheduleIn(0);
  }

  cancel(): void {
    this.#scheduledId = 0;
  }

  #replace(): number {
    this.#scheduledId = ++this.#lastId;
    return this.#scheduledId;
  }

  #wake(id: number): void {
    if (id !== this.#scheduledId) return;
    this.#scheduledId = 0;
    this.#onWake();
  }
}
