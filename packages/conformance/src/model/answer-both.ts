import {
  expectedOf,
  expectedOfAtomic,
  expectedOfConditional,
  iterated,
  owners,
  usage,
  versionFor,
} from "./apply-step.js";
import type { Model } from "./model.js";
import { answerTo, answerToAtomic, answerToIterate, handleAt, type Real, refusable, storeAt } from "./real.js";
import type { Step } from "./step.js";

/** What the store and the model answer to the same step. */
export interface Answers {
  readonly actual: unknown;
  readonly expected: unknown;
}

/** A step that has an answer to compare. */
export type AskingStep = Exclude<Step, { kind: "sweep" | "flush" | "clock" | "reopen" }>;

/** Does a step to both, and gives both answers. The store goes first where the model would spoil the question. */
export async function both(real: Real, model: Model, step: AskingStep): Promise<Answers> {
  switch (step.kind) {
    case "compareAndSet": {
      const version = versionFor(model, step.at.space, step.key, step.expected);
      const expected = expectedOfConditional(model, step);
      return {
        actual: await refusable(handleAt(real, step.at).compareAndSet(step.key, version, step.value)),
        expected,
      };
    }
    case "deleteVersion": {
      const ifVersion = versionFor(model, step.at.space, step.key, step.expected) ?? undefined;
      const expected = expectedOfConditional(model, step);
      return { actual: await handleAt(real, step.at).delete(step.key, { ifVersion }), expected };
    }
    case "iterate":
      return { actual: await answerToIterate(real, step), expected: iterated(model, step) };
    case "together": {
      const expected = step.steps.map((each) => expectedOf(model, each));
      return { actual: await Promise.all(step.steps.map((each) => answerTo(real, each))), expected };
    }
    case "atomic": {
      const actual = await answerToAtomic(real, step.handle, step.steps, (check) =>
        versionFor(model, check.space, check.key, check.expected),
      );
      return { actual, expected: expectedOfAtomic(model, step.steps) };
    }
    case "usage": {
      const expected = { ...usage(model, step.owner), maxEntries: model.rules.maxEntriesPerOwner };
      return { actual: await storeAt(real, step.handle).owner(step.owner).usage(), expected };
    }
    case "owners":
      return { actual: await storeAt(real, step.handle).owners(), expected: owners(model) };
    case "clearOwner": {
      const expected = model.remove((entry) => model.rules.spaces[entry.space]?.owner === step.owner);
      return { actual: await storeAt(real, step.handle).owner(step.owner).clear(), expected };
    }
    default: {
      const expected = expectedOf(model, step);
      return { actual: await answerTo(real, step), expected };
    }
  }
}
