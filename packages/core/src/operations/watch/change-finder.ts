import type { Command, ResultOf } from "../../backend/command.js";

/** Runs a command that reads, in the order of issue. */
export type Read = <C extends Command>(command: C) => Promise<ResultOf<C>>;

/** What a look found beside the changes. */
export interface Look {
  /** When the first entry that was seen expires, by the store's clock; `null` where none does. */
  readonly nextExpiry: number | null;
  /** In how many milliseconds the look is to be done again at the latest, because it is not complete. */
  readonly againInMs?: number;
}

/** Finds what changed since it looked before. */
export interface ChangeFinder {
  /** Takes the present state for known, so that only later changes are found. */
  begin(): Promise<Look>;
  /**
   * Takes a key for known to be live, because it was seen so past this finder: if it is not, it is found to be gone. Otherwise what was
   * written and removed between two looks is never found.
   */
  presumeLive(key: string): void;
  /** Adds what changed to what is pending. */
  look(): Promise<Look>;
}
