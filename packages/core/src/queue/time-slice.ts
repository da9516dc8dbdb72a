import type { Waiting } from "./scheduler.js";

/** How long a queue keeps the thread before it lets others have it. */
const SLICE_MS = 10;

/**
 * Tells when a queue has kept its thread for too long. Promises alone never give others a turn: who awaits one operation
 * after another would hold up every timer of the process for as long as that goes on.
 */
export class Slice {
  readonly #waiting: Waiting;
  #began: number;
  /** Whether it will be told when others had a turn; until then, none had. */
  #watched = false;

  constructor(waiting: Waiting) {
    this.#waiting = waiting;
    this.#began = waiting.now();
  }

  /** Whether the thread has been kept for 10 ms at least; before 20 ms it says so. */
  isOver(): boolean {
    if (this.#waiting.now() - this.#began < SLICE_MS) return false;
    if (this.#watched) return true;
    // Others may have had a turn or not. Watching costs something, so it begins only now.
    this.#watched = true;
    this.#restart();
    this.#waiting.later(0, () => {
      this.#watched = false;
      this.#restart();
    });
    return false;
  }

  #restart(): void {
    this.#began = this.#waiting.now();
  }
}
