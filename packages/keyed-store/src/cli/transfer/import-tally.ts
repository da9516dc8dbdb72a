/** What became of the lines of an import, in numbers. */
export interface ImportTally {
  /** Written, and read back. */
  restored: number;
  /** The store has an entry at least as new. */
  older: number;
  /** Its time is over. */
  expired: number;
  /** It does not fit under a cap. */
  full: number;
  /** Not a line of an export. */
  malformed: number;
  /** A key, name, value or time that the store does not take. */
  refused: number;
  /** Written, but not there when read back. */
  unverified: number;
}

/** A line that was not imported as it should be. */
export interface ImportProblem {
  readonly line: number;
  readonly message: string;
}

export const createTally = (): ImportTally => ({
  restored: 0,
  older: 0,
  expired: 0,
  full: 0,
  malformed: 0,
  refused: 0,
  unverified: 0,
});

/** Whether every line is in the store, or rightly is not. */
export const isComplete = ({ full, malformed, refused, unverified }: ImportTally): boolean =>
  full + malformed + refused + unverified === 0;
