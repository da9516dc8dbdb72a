import type { Command, ResultOf } from "../../backend/command.js";
import type { EpochMs } from "../../contract/clock.js";
import type { CoalescingChangeBuffer } from "./coalescing-change-buffer.js";

/** Runs a command that reads, in the order of issue. */
export type ReadStored = <C extends Command>(command: C) => Promise<ResultOf<C>>;

/** Who is to be told of changes, and of which. */
export interface Watcher {
  /** These keys alone, each once; `undefined` where `includes` decides. */
  readonly keys: readonly string[] | undefined;
  readonly includes: (key: string) => boolean;
  /** Where what it is told waits. */
  readonly pending: CoalescingChangeBuffer;
}

/** What a look found beside the changes. */
export interface Look {
  /** When the first entry that was seen expires, by the store's clock; `null` where none does. */
  readonly nextExpiry: EpochMs | null;
  /** In how many milliseconds the look is to be done again at the latest, because it is not complete. */
  readonly againInMs?: number;
}

/** Finds what changed in a namespace since it looked before, once for all who watch it. */
export interface ChangeFinder {
  /** Takes the present state for known to a watcher, so that it is told of later changes alone, from the next look on. */
  begin(watcher: Watcher): Promise<void>;
  /** Takes nothing for known to a watcher: the next look tells it all. */
  admit(watcher: Watcher): void;
  leave(watcher: Watcher): void;
  /**
   * Takes a key for known to a watcher, because it was seen to be live past this finder: if it is not, it is found to be gone.
   * Otherwise what was written and removed between two looks is never found.
   */
  presumeLive(watcher: Watcher, key: string): void;
  /** Tells the watchers what changed. One look is over before the next begins. */
  look(): Promise<Look>;
}
