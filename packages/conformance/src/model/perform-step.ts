import { ok, same } from "../assert/assert.js";
import type { Harness } from "../harness/harness.js";
import { toVersionlessEntry } from "./apply-step.js";
import type { Model } from "./model.js";
import { createStoreRules } from "./namespaces.js";
import { getHandle, getStore, openRealStores, type RealStores, toVersionlessEntries } from "./real.js";
import { runOnStoreAndModel } from "./run-on-store-and-model.js";
import type { ModelStep } from "./step.js";

/** The store and the model side by side, with all versions that were ever seen. */
export interface ModelRun {
  readonly harness: Harness;
  readonly model: Model;
  real: RealStores;
  readonly seenVersions: Set<string>;
}

/** Does one step to both, and compares the answers and then all that both hold. */
export async function performStepAndCompare(modelRun: ModelRun, step: ModelStep): Promise<void> {
  const { model, real, harness } = modelRun;
  switch (step.kind) {
    case "sweep": {
      const { removed } = await getStore(real, step.handle).sweepExpired({ limit: step.limit });
      ok(removed <= step.limit, `KS-TTL-5: a sweep of ${step.limit} removed ${removed}`);
      break;
    }
    case "flush":
      await getStore(real, step.handle).flush();
      break;
    case "clock":
      harness.clock.advance(model.moveClockClamped(step.milliseconds));
      break;
    case "reopen":
      for (const store of real.stores) await store.close();
      model.rules = createStoreRules(step.caps, step.ownerOverflow);
      modelRun.real = await openRealStores(harness, model.rules);
      break;
    default: {
      const { actual, expected } = await runOnStoreAndModel(real, model, step);
      same(actual, expected, `the answer of ${step.kind}`);
    }
  }
  for (const namespaceIndex of model.rules.namespaces.keys()) await compareNamespaceEntries(modelRun, namespaceIndex);
}

async function compareNamespaceEntries({ real, model, seenVersions }: ModelRun, namespaceIndex: number): Promise<void> {
  const found = await getHandle(real, { namespaceIndex, handle: 0, api: "async" }).entries();
  const expected = model.listNamespaceEntries(namespaceIndex);
  same(toVersionlessEntries(found), expected.map(toVersionlessEntry), `what namespace ${namespaceIndex} holds`);
  for (const [index, { version, key }] of found.entries()) {
    const entry = expected[index];
    if (entry === undefined || entry.version === version) continue;
    const what = `KS-ORDER-2: the version of ${JSON.stringify(key)}`;
    ok(entry.version === undefined, `${what} went from ${entry.version} to ${version} without a write`);
    ok(Number.isSafeInteger(version) && version > 0, `${what} is ${version}`);
    ok(!seenVersions.has(`${namespaceIndex} ${key} ${version}`), `${what} is ${version}, as once before`);
    seenVersions.add(`${namespaceIndex} ${key} ${version}`);
    entry.version = version;
  }
}
