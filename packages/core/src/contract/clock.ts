/** An instant: milliseconds since the epoch. */
export type EpochMs = number;

/** Milliseconds since the epoch; `Date.now`, as it was at load, unless a test or a host brings its own: no other way moves a store's time. */
export type Clock = () => EpochMs;
