import { type CollectedTest, conformance, createCollectingRunner } from "@keyed-store/conformance";
import { describe, expect, it } from "vitest";
import { beyondModel, type Mutant, mutant, seenByModel } from "./mutants/index.js";
import { pageOf, type Verdict } from "./mutants/page.js";
import { memory } from "./support/backends.mjs";

const isModel = ({ title }: CollectedTest): boolean => title.includes("arbitrary steps");

/** Whether it judges one clause: the model, its corpus and the checks of seeds judge all of them at once. */
const isOfClause = ({ group }: CollectedTest): boolean => group !== "The model" && !group.startsWith("seed-checks");

/** Histories drawn at random find by chance what other clauses are broken by, so that they judge their own clause alone. */
const isOfRandomHistories = ({ title }: CollectedTest): boolean => title.includes("for readers of any pace");

/** Each case once, alone: what a mutant does wrong, it does through either API. */
const isFirstVariant = ({ title }: CollectedTest): boolean => !title.endsWith("]");

const clauseOf = ({ title }: CollectedTest): string => title.split(" ")[0] ?? title;

/** It does very many operations, or as many as there are until a timer had its turn; and a mutant ends after so many. */
const isLong = ({ title }: CollectedTest): boolean => title.startsWith("KS-THREAD-3 ") || title.includes(" R2 MEM 1:");

/** The tests of the suite for a backend that is like memory, but for one thing. */
function testsFor({ provider, name }: Mutant): readonly CollectedTest[] {
  const collected = createCollectingRunner();
  conformance({ describe: collected.describe, it: collected.it, backend: { ...memory, name, provider } });
  return collected.tests.filter((test) => !isLong(test));
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

/** What the tests of each clause fail a mutant with, of the clauses that do. */
async function failuresByClause(each: Mutant): Promise<Map<string, unknown>> {
  const failures = new Map<string, unknown>();
  for (const test of testsFor(each).filter(isOfClause).filter(isFirstVariant)) {
    if (isOfRandomHistories(test) && clauseOf(test) !== each.clause) continue;
    if (failures.has(clauseOf(test))) continue;
    const failure = await firstFailure([test]);
    if (failure !== undefined) failures.set(clauseOf(test), failure);
  }
  return failures;
}

/** Clauses of layers and of watching: they use all operations, so that what breaks an operation breaks them too. */
const BUILT_UPON_OTHERS = /^KS-(CLAIM|FRONT|PLUGIN|RATE|WATCH)-/;

const mutants = [...seenByModel, ...beyondModel];
const verdicts = new Map<Mutant, Verdict>();

/** The verdicts in the order of the mutants, whichever was judged first. */
function judged(): Verdict[] {
  return mutants.flatMap((each) => verdicts.get(each) ?? []);
}

describe("The suite fails every mutant with the clause that it breaks", () => {
  // What a mutant breaks is mostly waited for in vain, so that many are tried at once.
  it.concurrent.each(mutants)("$clause: $name", async (each) => {
    const { clause, name } = each;
    const failures = await failuresByClause(each);
    expect(failures.get(clause)).toMatchObject({ name: "ClauseFailure", clause });
    expect(failures.get(clause)).toHaveProperty("message", expect.stringContaining(clause));
    const others = [...failures.keys()].filter((other) => other !== clause).sort();
    verdicts.set(each, { clause, name, others, seenByModel: seenByModel.includes(each) });
  });

  it("each of these clauses has a mutant that no other clause finds, but for those of what is built upon it", () => {
    const alone = judged()
      .filter(({ others }) => others.every((clause) => BUILT_UPON_OTHERS.test(clause)))
      .map(({ clause }) => clause);
    expect(mutants.map(({ clause }) => clause).filter((clause) => !alone.includes(clause))).toEqual([]);
  });

  it("docs/mutants.md shows just that", async () => {
    await expect(pageOf(judged())).toMatchFileSnapshot("../../../docs/mutants.md");
  });
});

describe("The model alone finds every mutant that it can see", () => {
  it.concurrent.each(seenByModel)("$clause: $name", async (each) => {
    const failure = await firstFailure(testsFor(each).filter(isModel));
    expect(failure).toHaveProperty(
      "message",
      expect.stringMatching(/seed \d+, path .*, replayPath .*steps to keep .*again: /s),
    );
  });

  it.concurrent.each(beyondModel)("and not $clause: $name", async (each) => {
    expect(await firstFailure(testsFor(each).filter(isModel))).toBeUndefined();
  });
});

/** What the checks of seeds find without any other; most clauses came after them. */
const SEEN_BY_SEEDS: readonly string[] = [
  "an entry still lives in the millisecond of its expiry",
  "an entry dies a millisecond early",
  "the dead are counted",
  "the dead are consumed",
  "the time to live of a write is forgotten",
  "the dead take room",
  "the newest come first",
  "there is room for one too many",
  "there is room for one too few",
  "the newest is evicted",
  "overwriting evicts",
  "an owner has no limit",
  "a full owner evicts where it should refuse",
  "consuming reads now and deletes later",
  "falsy values are not consumed",
  "a refusal is not told",
  "what is issued together happens in reverse",
  "owners share their namespaces",
  "clearing a namespace clears its owner",
  "closing loses what was written",
  "many keys that go down are answered as if they went up",
  "opening again finds no character beyond U+FFFF",
];

describe("The seed checks alone find a quarter of the mutants", () => {
  const chosen = mutants.filter(({ name }) => SEEN_BY_SEEDS.includes(name));
  it(`of ${mutants.length}, these ${SEEN_BY_SEEDS.length}`, () => {
    expect(chosen).toHaveLength(SEEN_BY_SEEDS.length);
    expect(chosen.length * 4).toBeGreaterThanOrEqual(mutants.length);
  });
  it.concurrent.each(chosen)("$clause: $name", async (each) => {
    const failure = await firstFailure(testsFor(each).filter(({ group }) => group.startsWith("seed-checks")));
    expect(failure).toMatchObject({ name: "ClauseFailure" });
  });
});

describe("Control", () => {
  it("a mutant with nothing wrong passes", async () => {
    const right = testsFor(mutant("none", "nothing wrong", {})).filter(({ title }) => !title.endsWith("]"));
    expect(await firstFailure(right)).toBeUndefined();
  });
});
