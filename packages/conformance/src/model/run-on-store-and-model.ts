import {
  applyAtomicSteps,
  applyConditionalStep,
  applyPlainStep,
  computeModelUsage,
  iterateModelEntries,
  listModelOwnerUsages,
  resolveExpectedVersion,
  toVersionlessEntry,
} from "./apply-step.js";
import type { Model } from "./model.js";
import {
  getHandle,
  getStore,
  mapLimitErrorToRefused,
  type RealStores,
  runAtomicSteps,
  runIteration,
  runPlainStep,
} from "./real.js";
import type { ModelStep } from "./step.js";

/** What the store and the model answer to the same step. */
export interface ComparedAnswers {
  readonly actual: unknown;
  readonly expected: unknown;
}

/** A key that no step writes. */
const NO_KEY = "none";

/** A step that has an answer to compare. */
export type ComparableStep = Exclude<ModelStep, { kind: "sweep" | "flush" | "clock" | "reopen" }>;

/** Does a step to both, and gives both answers. The store goes first where the model would spoil the question. */
export async function runOnStoreAndModel(
  real: RealStores,
  model: Model,
  step: ComparableStep,
): Promise<ComparedAnswers> {
  switch (step.kind) {
    case "compareAndSet": {
      const version = resolveExpectedVersion(model, step.at.namespaceIndex, step.key, step.expected);
      const expected = applyConditionalStep(model, step);
      return {
        actual: await mapLimitErrorToRefused(getHandle(real, step.at).compareAndSet(step.key, version, step.value)),
        expected,
      };
    }
    case "deleteVersion": {
      const ifVersion = resolveExpectedVersion(model, step.at.namespaceIndex, step.key, step.expected) ?? undefined;
      const expected = applyConditionalStep(model, step);
      return { actual: await getHandle(real, step.at).delete(step.key, { ifVersion }), expected };
    }
    case "touchVersion": {
      const ifVersion = resolveExpectedVersion(model, step.at.namespaceIndex, step.key, step.expected) ?? undefined;
      const expected = applyConditionalStep(model, step);
      return { actual: await getHandle(real, step.at).touch(step.key, { ifVersion }), expected };
    }
    case "lookupOldest": {
      const key = model.listNamespaceEntries(step.at.namespaceIndex)[0]?.key ?? NO_KEY;
      return runOnStoreAndModel(real, model, { kind: "lookup", at: step.at, key });
    }
    case "iterate":
      return {
        actual: await runIteration(real, step),
        expected: iterateModelEntries(model, step).map(toVersionlessEntry),
      };
    case "keys": {
      const { order, reverse, limit, range } = step;
      const actual = await getHandle(real, step.at).keys({ order, reverse, limit, ...range });
      return { actual, expected: iterateModelEntries(model, step).map(({ key }) => key) };
    }
    case "together": {
      const expected = step.steps.map((each) => applyPlainStep(model, each));
      model.renewLookedAt();
      return { actual: await Promise.all(step.steps.map((each) => runPlainStep(real, each))), expected };
    }
    case "atomic": {
      const actual = await runAtomicSteps(real, step.handle, step.steps, (check) =>
        resolveExpectedVersion(model, check.namespaceIndex, check.key, check.expected),
      );
      return { actual, expected: applyAtomicSteps(model, step.steps) };
    }
    case "usage": {
      const { entries, namespaces } = computeModelUsage(model, step.owner);
      const expected = {
        entries,
        maxEntries: model.rules.maxEntriesPerOwner,
        namespaces: namespaces.map((usage) => ({ ...usage, maxEntries: findMaxEntries(model, step.owner, usage) })),
      };
      return { actual: await getStore(real, step.handle).owner(step.owner).usage(), expected };
    }
    case "owners":
      return { actual: await getStore(real, step.handle).owners(), expected: listModelOwnerUsages(model) };
    case "clearOwner": {
      const expected = model.removeEntries(
        (entry) => model.rules.namespaces[entry.namespaceIndex]?.owner === step.owner,
      );
      return { actual: await getStore(real, step.handle).owner(step.owner).clear(), expected };
    }
    default: {
      const expected = applyPlainStep(model, step);
      model.renewLookedAt();
      return { actual: await runPlainStep(real, step), expected };
    }
  }
}

/** The cap of a namespace of an owner; all of them are open. */
function findMaxEntries(model: Model, owner: string, { namespace }: { readonly namespace: string }): number {
  const found = model.rules.namespaces.find((rules) => rules.owner === owner && rules.namespace === namespace);
  if (found === undefined) throw new Error(`there is no namespace ${namespace} of ${owner}`);
  return found.maxEntries;
}
