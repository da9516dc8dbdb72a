import { ok, same } from "../assert/assert.js";
import type { Harness } from "../harness/harness.js";
import { answerBoth } from "./answer-both.js";
import { toEntry } from "./apply-step.js";
import type { Model } from "./model.js";
import { storeRules } from "./namespaces.js";
import { getHandle, getStore, openReal, type RealStores, withoutVersions } from "./real.js";
import type { ModelStep } from "./step.js";

/** The store and the model side by side, with all versions that were ever seen. */
export interface ModelRun {
  readonly harness: Harness;
  readonly model: Model;
  real: RealStores;
  readonly seenVersions: Set<string>;
}

/** Does one step to both, and compares the answers and then all that both hold. */
export async function performStep(run: ModelRun, step: ModelStep): Promise<void> {
  const { model, real, harness } = run;
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
      harness.clock.advance(model.moveClock(step.milliseconds));
      break;
    case "reopen":
      for (const store of real.stores) await store.close();
      model.rules = storeRules(step.caps, step.ownerOverflow);
      run.real = await openReal(harness, model.rules);
      break;
    default: {
      const { actual, expected } = await answerBoth(real, model, step);
      same(actual, expected, `the answer of ${step.kind}`);
    }
  }
  for (const namespaceIndex of model.rules.namespaces.keys()) await compareEntries(run, namespaceIndex);
}

async function compareEntries({ real, model, seenVersions }: ModelRun, namespaceIndex: number): Promise<void> {
  const found = await getHandle(real, { namespaceIndex, handle: 0, api: "async" }).entries();
  const expected = model.of(namespaceIndex);
  same(withoutVersions(found), expected.map(toEntry), `what namespace ${namespaceIndex} holds`);
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
