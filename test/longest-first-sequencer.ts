import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Test files that take minutes, the longest first. What begins last is waited for by all. */
const LONGEST: readonly string[] = [
  "packages/conformance/test/mutants.test.ts",
  "packages/keyed-store/test/meddling.test.ts",
  "packages/backend-postgres/test/cuts.test.ts",
  "packages/backend-postgres/test/conformance.test.ts",
  "packages/sqlite/test/sharing-interleavings.test.ts",
  "packages/conformance/test/cross.test.ts",
  "packages/conformance/test/wasm.test.ts",
  "packages/conformance/test/native.test.ts",
  "packages/conformance/test/turmoil.test.ts",
  "packages/conformance/test/wasm-in-worker.test.ts",
  "packages/conformance/test/native-in-worker.test.ts",
  "packages/backend-postgres/test/turmoil.test.ts",
  "packages/conformance/test/native-with-small-cache.test.ts",
  "test/pages.test.ts",
  "packages/keyed-store/test/users.test.ts",
  "examples/gateway/test/life-cycle.test.ts",
  "packages/adapters/test/rate-limit/exact.test.ts",
  "packages/keyed-store/test/inspector-looks.test.ts",
  "packages/sqlite/test/sharing-pulse-interleavings.test.ts",
  "packages/backend-wasm/test/fault-histories.test.ts",
];

/** Begins with the test files that take longest: on a clean checkout nothing is known of earlier runs. */
export class LongestFirstSequencer extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = LONGEST.findIndex((path) => moduleId.replaceAll("\\", "/").endsWith(`/${path}`));
      return found === -1 ? LONGEST.length : found;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
