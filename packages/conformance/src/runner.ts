/**
 * The two functions of a test runner that the suite needs: vitest, node:test, Bun, Deno's bdd, mocha and jest have them.
 * They come from outside, so that the suite depends on no runner.
 */
export interface Runner {
  /** Opens a group of tests. */
  readonly describe: (title: string, body: () => void) => unknown;
  /** Registers a test. A third argument is the time it may take in milliseconds; runners without one ignore it. */
  readonly it: RegisterTest & {
    /** Registers a test that is shown and not run; where it is missing, the summary alone tells of those. */
    readonly skip?: RegisterTest;
  };
}

/** Registers one test. */
export type RegisterTest = (title: string, body: () => Promise<void>, timeoutMs?: number) => unknown;
