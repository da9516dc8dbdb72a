/** How often a client came in its window, and when that ends. */
export interface WindowCount {
  totalHits: number;
  resetTime: Date;
}

/** A store of express-rate-limit and hono-rate-limiter, which ask the same of one. */
export interface WindowStore {
  /** Its keys are those of all processes on the store. */
  readonly localKeys: false;
  /** By which the host tells the stores of two limiters apart. */
  readonly prefix: string;
  /** The host calls it with the length of the windows. */
  init(options: { readonly windowMs: number }): void;
  /** The count of a key; undefined where no window is open. */
  get(key: string): Promise<WindowCount | undefined>;
  /** Counts a hit. A window begins with the first one after the last window ended. */
  increment(key: string): Promise<WindowCount>;
  /** Takes a hit back; a window that has ended is not opened again. */
  decrement(key: string): Promise<void>;
  /** Ends the window of a key. */
  resetKey(key: string): Promise<void>;
  /** Ends all windows of this limiter's namespace. */
  resetAll(): Promise<void>;
  /** Closes the store, if the adapter opened it; it leaves the counters. */
  shutdown(): Promise<void>;
}
