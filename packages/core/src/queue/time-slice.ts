import type { Scheduler } from "./scheduler.js";

/** How long a queue keeps the thread before it lets others have it, which costs some microseconds. */
const SLICE_MS = 2;

/**
 * Tells when a queue has kept its thread for too long. Promises alone never give others a turn: who awaits one operation
 * after another would hold up every timer of the process for as long as that goes on.
 */
export class TimeSlice {
  readonly #scheduler: Scheduler;
  #startedAt: number;
  /** Whether a timer is to tell it when others had a turn; until then, none had. */
  #isTimerPending = false;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
    this.#startedAt = scheduler.now();
  }

  /** Whether the thread has been kept for 2 ms at least; before 4 ms it says so. */
  isOver(): boolean {
    if (this.#scheduler.now() - this.#startedAt < SLICE_MS) return false;
    if (this.#isTimerPending) return true;
    // Others may have had a turn or not. Watching costs something, so it begins only now.
    this.#isTimerPending = true;
    this.#restart();
    this.#scheduler.callLater(0, () => {
      this.#isTimerPending = false;
      this.#restart();
    });
    return false;
  }

  #restart(): void {
    this.#startedAt = this.#scheduler.now();
  }
}
