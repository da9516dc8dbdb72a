import { ok, same } from "../harness/assert.js";
import type { Harness } from "../harness/harness.js";
import { expectedOf, expectedOfAtomic, expectedOfConditional, shown, versionFor } from "./expected.js";
import type { Model, ModelEntry } from "./model.js";
import {
  answerTo,
  answerToAtomic,
  answerToIterate,
  handleAt,
  openReal,
  type Real,
  refusable,
  storeAt,
  unversioned,
} from "./real.js";
import { KEYS, storeRules } from "./spaces.js";
import type { Step } from "./step.js";

/** The store and the model side by side, with all versions that were ever seen. */
export interface Bench {
  readonly harness: Harness;
  readonly model: Model;
  real: Real;
  readonly seenVersions: Set<string>;
}

/** Does one step to both, and compares the answers and then all that both hold. */
export async function perform(bench: Bench, step: Step): Promise<void> {
  await compareAnswers(bench, step);
  for (const space of bench.model.rules.spaces.keys()) await compareEntries(bench, space);
}

async function compareAnswers(bench: Bench, step: Step): Promise<void> {
  const { model, real, harness } = bench;
  switch (step.kind) {
    case "compareAndSet": {
      const version = versionFor(model, step.at.space, step.key, step.expected);
      const expected = expectedOfConditional(model, step);
      return same(
        await refusable(handleAt(real, step.at).compareAndSet(step.key, version, step.value)),
        expected,
        "the answer of compareAndSet",
      );
    }
    case "deleteVersion": {
      const version = versionFor(model, step.at.space, step.key, step.expected);
      const expected = expectedOfConditional(model, step);
      return same(
        await handleAt(real, step.at).delete(step.key, { ifVersion: version ?? undefined }),
        expected,
        "the answer of delete",
      );
    }
    case "iterate":
      return same(await answerToIterate(real, step), iterated(model, step), "what iterate gives");
    case "together": {
      const expected = step.steps.map((each) => expectedOf(model, each));
      return same(
        await Promise.all(step.steps.map((each) => answerTo(real, each))),
        expected,
        "the answers to steps issued together",
      );
    }
    case "atomic": {
      const answer = answerToAtomic(real, step.handle, step.steps, (check) =>
        versionFor(model, check.space, check.key, check.expected),
      );
      return same(await answer, expectedOfAtomic(model, step.steps), "the answer of commit");
    }
    case "usage":
      return same(
        await storeAt(real, step.handle).owner(step.owner).usage(),
        { ...usage(model, step.owner), maxEntries: model.rules.maxEntriesPerOwner },
        "usage",
      );
    case "owners": {
      const owners = [...new Set(model.rules.spaces.map((rules) => rules.owner))]
        .sort()
        .map((owner) => ({ owner, ...usage(model, owner) }));
      return same(
        await storeAt(real, step.handle).owners(),
        owners.filter((each) => each.entries > 0),
        "owners",
      );
    }
    case "clearOwner": {
      const expected = model.ofOwner(step.owner).length;
      model.remove((entry) => model.rules.spaces[entry.space]?.owner === step.owner);
      return same(await storeAt(real, step.handle).owner(step.owner).clear(), expected, "the answer of clear");
    }
    case "sweep": {
      const { removed } = await storeAt(real, step.handle).sweepExpired({ limit: step.limit });
      return ok(removed <= step.limit, `a sweep of ${step.limit} removed ${removed}`);
    }
    case "flush":
      return storeAt(real, step.handle).flush();
    case "clock":
      return harness.clock.advance(model.moveClock(step.milliseconds));
    case "reopen":
      for (const store of real.stores) await store.close();
      model.rules = storeRules(step.caps, step.ownerOverflow);
      bench.real = await openReal(harness, model.rules);
      return;
    default: {
      const expected = expectedOf(model, step);
      return same(await answerTo(real, step), expected, `the answer of ${step.kind}`);
    }
  }
}

async function compareEntries({ real, model, seenVersions }: Bench, space: number): Promise<void> {
  const found = await handleAt(real, { space, handle: 0, api: "async" }).entries();
  const expected = model.of(space);
  same(unversioned(found), expected.map(shown), `what namespace ${space} holds`);
  for (const [index, { version, key }] of found.entries()) {
    const entry = expected[index];
    if (entry === undefined || entry.version === version) continue;
    ok(
      entry.version === undefined,
      `KS-ORDER-2: the version of ${JSON.stringify(key)} went from ${entry.version} to ${version} without a write`,
    );
    ok(Number.isSafeInteger(version) && version > 0, `KS-ORDER-2: the version of ${JSON.stringify(key)} is ${version}`);
    ok(
      !seenVersions.has(`${space} ${key} ${version}`),
      `KS-ORDER-2: the version ${version} of ${JSON.stringify(key)} was used before`,
    );
    seenVersions.add(`${space} ${key} ${version}`);
    entry.version = version;
  }
}

function iterated(model: Model, { at, order, reverse, limit, from }: Extract<Step, { kind: "iterate" }>): unknown[] {
  const rank = (entry: ModelEntry): number => (order === "age" ? entry.order : KEYS.indexOf(entry.key));
  const all = model.of(at.space).sort((left, right) => rank(left) - rank(right));
  const within = all.filter((entry) => from === undefined || KEYS.indexOf(entry.key) >= KEYS.indexOf(from));
  return (reverse ? within.reverse() : within).slice(0, limit).map(shown);
}

function usage(model: Model, owner: string): { entries: number; namespaces: { namespace: string; entries: number }[] } {
  const namespaces = model.rules.spaces
    .map((rules, space) => ({ ...rules, entries: model.of(space).length }))
    .filter((each) => each.owner === owner && each.entries > 0)
    .map(({ namespace, entries }) => ({ namespace, entries }))
    .sort((left, right) => (left.namespace < right.namespace ? -1 : 1));
  return { entries: model.ofOwner(owner).length, namespaces };
}
