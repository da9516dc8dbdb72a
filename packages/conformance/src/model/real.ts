import {
  type Entry,
  type ErrorCode,
  isKeyedStoreError,
  type KeyedStore,
  type StateStore,
  type WriteOptions,
} from "@keyed-store/core";
import { asAsyncStore } from "../harness/as-async-store.js";
import type { Harness } from "../harness/harness.js";
import { collectEntries } from "../harness/operations.js";
import { combineCurrentWithStepValue, INVALID, REFUSED, toVersionlessEntry } from "./apply-step.js";
import type { StoreRules } from "./rules.js";
import type { AtomicStep, ModelStep, PlainStep, StepExpiry, StepTarget } from "./step.js";

type Handles = Readonly<Record<StepTarget["api"], KeyedStore<unknown>>>[];

/** The real thing: two stores open on one file, with handles of both APIs on every namespace. */
export interface RealStores {
  readonly stores: readonly StateStore[];
  readonly handles: readonly Handles[];
  readonly rules: StoreRules;
  readonly now: () => number;
}

/** Opens both stores. */
export async function openRealStores(harness: Harness, rules: StoreRules): Promise<RealStores> {
  const options = { limits: { maxEntriesPerOwner: rules.maxEntriesPerOwner }, ownerOverflow: rules.ownerOverflow };
  const stores = [await harness.open(options), await harness.open(options)];
  const handles = stores.map((store) =>
    rules.namespaces.map((namespace) => {
      const later = store.openKeyedStore<unknown>(namespace);
      return {
        async: later,
        sync: harness.synchronous ? asAsyncStore(store.openSyncKeyedStore<unknown>(namespace)) : later,
      };
    }),
  );
  return { stores, handles, rules, now: () => harness.clock.now() };
}

/** The handle that a step goes through. */
export function getHandle({ handles }: RealStores, { handle, namespaceIndex, api }: StepTarget): KeyedStore<unknown> {
  const found = handles[handle]?.[namespaceIndex]?.[api];
  if (found === undefined) throw new Error(`there is no namespace ${namespaceIndex}`);
  return found;
}

/** The store that a step goes through. */
export function getStore({ stores }: RealStores, storeIndex: 0 | 1): StateStore {
  const found = stores[storeIndex];
  if (found === undefined) throw new Error(`there is no store ${storeIndex}`);
  return found;
}

/** What the store answers to a plain step, in the words of the model. */
export function runPlainStep(real: RealStores, step: PlainStep): Promise<unknown> {
  const store = getHandle(real, step.at);
  switch (step.kind) {
    case "register":
    case "registerIfAbsent":
      return mapLimitErrorToRefused(store[step.kind](step.key, step.value, expiryOptions(real, step)));
    case "update":
      return mapLimitErrorToRefused(
        store.update(
          step.key,
          (current) => combineCurrentWithStepValue(current, step.value),
          expiryOptions(real, step),
        ),
      );
    case "modify": {
      const answer = (entry: Entry<unknown> | undefined) =>
        step.does === "write"
          ? { value: combineCurrentWithStepValue(entry?.value, step.value), ...expiryOptions(real, step) }
          : step.does === "delete"
            ? null
            : undefined;
      return mapLimitErrorToRefused(store.modify(step.key, answer).then(withoutVersion));
    }
    case "increment":
      return mapLimitErrorToRefused(
        store.increment(step.key, { by: step.by, ...expiryOptions(real, step) }).then(withoutVersion),
        "KEYED_STORE_INVALID_INPUT",
      );
    case "touch":
      return store.touch(step.key, expiryOptions(real, step));
    case "lookup":
    case "consume":
    case "delete":
    case "has":
      return store[step.kind](step.key);
    case "lookupEntry":
      return store.lookupEntry(step.key).then(withoutVersion);
    case "lookupMany":
      return store.lookupMany(step.keys);
    case "entries":
      return store.entries().then(toVersionlessEntries);
    case "count":
    case "clear":
      return store[step.kind](step.range);
  }
}

/** What the store answers to atomic steps. */
export function runAtomicSteps(
  real: RealStores,
  storeIndex: 0 | 1,
  steps: readonly AtomicStep[],
  resolveVersion: (step: Extract<AtomicStep, { kind: "check" }>) => number | null,
): Promise<unknown> {
  const atomic = getStore(real, storeIndex)
    .owner(real.rules.namespaces[0]?.owner ?? "")
    .atomic();
  for (const step of steps) {
    const store = getHandle(real, { handle: storeIndex, namespaceIndex: step.namespaceIndex, api: "async" });
    if (step.kind === "register") atomic.register(store, step.key, step.value, expiryOptions(real, step));
    else if (step.kind === "increment")
      atomic.increment(store, step.key, { by: step.by, ...expiryOptions(real, step) });
    else if (step.kind === "touch") atomic.touch(store, step.key, expiryOptions(real, step));
    else if (step.kind === "check") atomic.check(store, step.key, resolveVersion(step));
    else atomic[step.kind](store, step.key);
  }
  return mapLimitErrorToRefused(atomic.commit(), "KEYED_STORE_INVALID_INPUT");
}

/** What an iteration gives, without versions. */
export async function runIteration(
  real: RealStores,
  { at, order, reverse, limit, range }: Extract<ModelStep, { kind: "iterate" | "keys" }>,
): Promise<unknown> {
  return toVersionlessEntries(await collectEntries(getHandle(real, at).iterate({ order, reverse, limit, ...range })));
}

/** A refusal for want of room is an answer, and where it is expected one for what was found; any other error is none. */
export function mapLimitErrorToRefused(answer: Promise<unknown>, alsoExpected?: ErrorCode): Promise<unknown> {
  return answer.catch((error: unknown) => {
    const code = isKeyedStoreError(error) ? error.code : undefined;
    if (code === "KEYED_STORE_LIMIT_EXCEEDED") return REFUSED;
    if (code !== undefined && code === alsoExpected) return INVALID;
    throw error;
  });
}

/** The options of a call for when what it writes is to expire. */
function expiryOptions({ now }: RealStores, { ttlMs, until }: StepExpiry): WriteOptions {
  return until === undefined ? { ttlMs } : { expiresAt: now() + until };
}

function withoutVersion(entry: Entry<unknown> | undefined): unknown {
  return entry === undefined ? undefined : toVersionlessEntries([entry])[0];
}

/** Entries without their versions, which the model does not foresee. */
export function toVersionlessEntries(entries: readonly Entry<unknown>[]): unknown[] {
  return entries.map((entry) => toVersionlessEntry({ expiresAt: undefined, ...entry }));
}
