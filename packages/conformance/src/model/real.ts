import { type Entry, isKeyedStoreError, type KeyedStore, type StateStore } from "@keyed-store/core";
import { asyncFace } from "../harness/as-async-store.js";
import type { Harness } from "../harness/harness.js";
import { all } from "../harness/operations.js";
import { REFUSED, shown, updated } from "./apply-step.js";
import type { StoreRules } from "./rules.js";
import type { AtomicStep, Place, PlainStep, Step } from "./step.js";

type Handles = Readonly<Record<Place["api"], KeyedStore<unknown>>>[];

/** The real thing: two stores open on one file, with handles of both APIs on every namespace. */
export interface Real {
  readonly stores: readonly StateStore[];
  readonly handles: readonly Handles[];
  readonly rules: StoreRules;
}

/** Opens both stores. */
export async function openReal(harness: Harness, rules: StoreRules): Promise<Real> {
  const options = { limits: { maxEntriesPerOwner: rules.maxEntriesPerOwner }, ownerOverflow: rules.ownerOverflow };
  const stores = [await harness.open(options), await harness.open(options)];
  const handles = stores.map((store) =>
    rules.spaces.map((space) => {
      const later = store.openKeyedStore<unknown>(space);
      return { async: later, sync: harness.synchronous ? asyncFace(store.openSyncKeyedStore<unknown>(space)) : later };
    }),
  );
  return { stores, handles, rules };
}

/** The handle that a step goes through. */
export function handleAt({ handles }: Real, { handle, space, api }: Place): KeyedStore<unknown> {
  const found = handles[handle]?.[space]?.[api];
  if (found === undefined) throw new Error(`there is no namespace ${space}`);
  return found;
}

/** The store that a step goes through. */
export function storeAt({ stores }: Real, handle: 0 | 1): StateStore {
  const found = stores[handle];
  if (found === undefined) throw new Error(`there is no store ${handle}`);
  return found;
}

/** What the store answers to a plain step, in the words of the model. */
export function answerTo(real: Real, step: PlainStep): Promise<unknown> {
  const store = handleAt(real, step.at);
  switch (step.kind) {
    case "register":
    case "registerIfAbsent":
      return refusable(store[step.kind](step.key, step.value, { ttlMs: step.ttlMs }));
    case "update":
      return refusable(store.update(step.key, (current) => updated(current, step.value), { ttlMs: step.ttlMs }));
    case "touch":
      return store.touch(step.key, { ttlMs: step.ttlMs });
    case "lookup":
    case "consume":
    case "delete":
      return store[step.kind](step.key);
    case "lookupEntry":
      return store.lookupEntry(step.key).then((entry) => (entry === undefined ? undefined : unversioned([entry])[0]));
    case "lookupMany":
      return store.lookupMany(step.keys);
    case "entries":
      return store.entries().then(unversioned);
    case "count":
    case "clear":
      return store[step.kind]();
  }
}

/** What the store answers to atomic steps. */
export function answerToAtomic(
  real: Real,
  handle: 0 | 1,
  steps: readonly AtomicStep[],
  version: (step: Extract<AtomicStep, { kind: "check" }>) => number | null,
): Promise<unknown> {
  const atomic = storeAt(real, handle)
    .owner(real.rules.spaces[0]?.owner ?? "")
    .atomic();
  for (const step of steps) {
    const store = handleAt(real, { handle, space: step.space, api: "async" });
    if (step.kind === "register") atomic.register(store, step.key, step.value, { ttlMs: step.ttlMs });
    else if (step.kind === "check") atomic.check(store, step.key, version(step));
    else atomic[step.kind](store, step.key);
  }
  return refusable(atomic.commit());
}

/** What an iteration gives, without versions. */
export async function answerToIterate(
  real: Real,
  { at, order, reverse, limit, from }: Extract<Step, { kind: "iterate" }>,
): Promise<unknown> {
  return unversioned(await all(handleAt(real, at).iterate({ order, reverse, limit, from })));
}

/** A refusal for want of room is an answer; any other error is none. */
export function refusable(answer: Promise<unknown>): Promise<unknown> {
  return answer.catch((error: unknown) => {
    if (isKeyedStoreError(error) && error.code === "KEYED_STORE_LIMIT_EXCEEDED") return REFUSED;
    throw error;
  });
}

/** Entries without their versions, which the model does not foresee. */
export function unversioned(entries: readonly Entry<unknown>[]): unknown[] {
  return entries.map((entry) => shown({ expiresAt: undefined, ...entry, space: 0, order: 0 }));
}
