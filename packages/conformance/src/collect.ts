import type { Runner } from "./runner.js";

/** A test that a {@link collector} was given. */
export interface CollectedTest {
  readonly title: string;
  readonly body: () => Promise<void>;
}

/** A runner that runs nothing and keeps the tests, for tools that run the suite themselves, such as the test of the suite. */
export function collector(): Runner & { readonly tests: readonly CollectedTest[] } {
  const tests: CollectedTest[] = [];
  return {
    tests,
    describe: (_, body) => body(),
    it: (title, body) => tests.push({ title, body }),
  };
}
