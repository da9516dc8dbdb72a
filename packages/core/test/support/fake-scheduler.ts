import type { Scheduler } from "../../src/queue/scheduler.js";

/** Time that stands still until a test moves it. */
export class FakeScheduler implements Scheduler {
  time = 0;
  /** How long each pause on the thread was. */
  readonly slept: number[] = [];
  /** Called before the thread would have slept, for what others do meanwhile. */
  whileAsleep: () => void = () => {};
  readonly #timers: { readonly at: number; readonly callback: () => void }[] = [];

  readonly now = (): number => this.time;
  readonly random = (): number => 0.5;

  readonly callLater = (ms: number, callback: () => void): void => {
    this.#timers.push({ at: this.time + ms, callback });
  };

  readonly sleepSync = (ms: number): void => {
    this.slept.push(ms);
    this.time += ms;
    this.whileAsleep();
  };

  /** How many timers are set. */
  get timers(): number {
    return this.#timers.length;
  }

  /** Lets microtasks run, then goes on to the next timer and lets it ring; until none is left or `limit` rang. */
  async run(limit = 10_000): Promise<void> {
    await settleMicrotasks();
    for (let rang = 0; rang < limit && this.#timers.length > 0; rang++) {
      this.#timers.sort((a, b) => a.at - b.at);
      const next = this.#timers.shift();
      this.time = Math.max(this.time, next?.at ?? 0);
      next?.callback();
      await settleMicrotasks();
    }
  }
}

/** Lets everything happen that needs no time. */
export function settleMicrotasks(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
