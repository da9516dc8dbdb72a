/** Milliseconds since the epoch; `Date.now` unless a test or a host brings its own. */
export type Clock = () => number;
