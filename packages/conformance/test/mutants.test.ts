import { type CollectedTest, collector, conformance } from "@keyed-store/conformance";
import { describe, expect, it } from "vitest";
import { beyondModel, type Mutant, mutant, seenByModel } from "./mutants/index.js";
import { memory } from "./support/backends.mjs";

const isModel = ({ title }: CollectedTest): boolean => title.includes("arbitrary steps");

/** The tests of the suite for a backend that is like memory, but for one thing. */
function testsFor({ provider, name }: Mutant): readonly CollectedTest[] {
  const collected = collector();
  conformance({ describe: collected.describe, it: collected.it, backend: { ...memory, name, provider } });
  return collected.tests;
}

/** What the first test to fail fails with. */
async function firstFailure(tests: readonly CollectedTest[]): Promise<unknown> {
  for (const { body } of tests) {
    try {
      await body();
    } catch (error) {
      return error;
    }
  }
  return undefined;
}

describe("The suite fails every mutant with the clause that it breaks", () => {
  it.each([...seenByModel, ...beyondModel])("$clause: $name", async (each) => {
    const ofClause = testsFor(each).filter((test) => test.title.startsWith(`${each.clause} `) && !isModel(test));
    const failure = await firstFailure(ofClause);
    expect(failure).toMatchObject({ name: "ClauseFailure", clause: each.clause });
    expect(failure).toHaveProperty("message", expect.stringContaining(each.clause));
  });
});

describe("The model alone finds every mutant that it can see", () => {
  it.each(seenByModel)("$clause: $name", async (each) => {
    const failure = await firstFailure(testsFor(each).filter(isModel));
    expect(failure).toHaveProperty(
      "message",
      expect.stringMatching(/seed \d+, path .*, replayPath .*steps to keep .*again: /s),
    );
  });
});

describe("Control", () => {
  it("a mutant with nothing wrong passes", async () => {
    const right = testsFor(mutant("none", "nothing wrong", {})).filter(({ title }) => !title.endsWith("]"));
    expect(await firstFailure(right)).toBeUndefined();
  });
});
