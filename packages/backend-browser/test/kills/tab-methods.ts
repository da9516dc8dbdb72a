import type { Durability } from "@keyed-store/core";
import type { Findings } from "./ledger.js";
import type { WriterOptions } from "./writer-options.js";

/** How a writer is started in a tab. */
export interface StartOptions extends WriterOptions {
  /** Of the store. */
  readonly directory: string;
  readonly durability: Durability;
}

/** What an operation came to: its value, or the parts of its error. */
export type Answer =
  | { readonly value: unknown }
  | { readonly code: string; readonly message: string; readonly retryable: boolean };

/** What a tab does when it is told: the functions of `page/tab.js`. */
export interface TabMethods {
  /** Starts a writer with a worker of its own. */
  start(options: StartOptions): Promise<void>;
  /** Ends the worker of a writer at once. */
  terminate(slot: number): void;
  /** Returns when the writers have nothing under way. */
  pause(): Promise<void>;
  resume(): void;
  /** What the store holds, as a writer of this tab sees it; undefined where there is none. */
  read(): Promise<Findings | undefined>;
  /** Ends all writers and closes their stores. */
  end(): Promise<void>;
  /** Does one operation on a store that is opened for it, once for all of them. `busyTimeoutMs` is of the store, where it is opened. */
  attempt(
    directory: string,
    operation: "register" | "lookup" | "count",
    args: readonly unknown[],
    busyTimeoutMs?: number,
  ): Promise<Answer>;
  /** The files of a store as they are, as data URLs, whoever has them open. */
  copyFiles(directory: string): Promise<readonly (readonly [name: string, address: string])[]>;
}
