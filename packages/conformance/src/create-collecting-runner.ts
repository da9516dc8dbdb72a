import type { Runner } from "./runner.js";

/** A test that a {@link createCollectingRunner} was given. */
export interface CollectedTest {
  /** The title of the group that it stands in. */
  readonly group: string;
  readonly title: string;
  readonly body: () => Promise<void>;
  /** How long it may take before it counts as hanging. */
  readonly timeoutMs: number | undefined;
}

/** A runner that runs nothing and keeps the tests, for tools that run the suite themselves, such as the test of the suite. */
export function createCollectingRunner(): Runner & { readonly tests: readonly CollectedTest[] } {
  const tests: CollectedTest[] = [];
  let group = "";
  return {
    tests,
    describe(title, body) {
      const outer = group;
      group = title;
      body();
      group = outer;
    },
    it: (title, body, timeoutMs) => tests.push({ group, title, body, timeoutMs }),
  };
}
