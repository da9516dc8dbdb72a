/**
 * What Better Auth asks of a `secondaryStorage` since its version 1.7: values are text, times are seconds. No member needs
 * `this`.
 */
export interface SecondaryStorage {
  /** The text under a key, or null. */
  readonly get: (key: string) => Promise<string | null>;
  /** Writes text over whatever is there, for `ttl` seconds, or for ever without. */
  readonly set: (key: string, value: string, ttl?: number | null) => Promise<void>;
  /** Removes a key; one that is not there is no failure. */
  readonly delete: (key: string) => Promise<void>;
  /** Reads and deletes: of many callers one gets the text, the others null. */
  readonly getAndDelete: (key: string) => Promise<string | null>;
  /** Adds one and gives the sum. A counter that begins does so at 1, for `ttl` seconds; later calls do not move its expiry. */
  readonly increment: (key: string, ttl?: number | null) => Promise<number>;
}
