import type { Prepared } from "../calls/prepared-step.js";
import { ask, demand } from "../calls/submit.js";
import type { DeleteOptions, IterateOptions, TouchOptions, WriteOptions } from "../contract/call-options.js";
import type { KeyedStore } from "../contract/keyed-store.js";
import type { SyncKeyedStore } from "../contract/sync-keyed-store.js";
import type { Handle } from "../handles/namespace-handle.js";
import { handleHere } from "../handles/with-caller-context.js";
import { consume } from "../operations/consume.js";
import { iterateLater, iterateNow } from "../operations/iterate.js";
import { compareAndSet, register, registerIfAbsent } from "../operations/put.js";
import * as simple from "../operations/single-step-operations.js";
import { update } from "../operations/update.js";

/** How the two kinds of handle answer. */
interface Answers<R> {
  readonly later: Promise<R>;
  readonly now: R;
}

type Run<Kind extends keyof Answers<unknown>> = <R>(operation: string, prepare: () => Prepared<R>) => Answers<R>[Kind];

/** The one table of operations, for both kinds of handle. `here` gives the handle as a call is to use it. */
function operations<T, Kind extends keyof Answers<unknown>>(here: () => Handle<T>, run: Run<Kind>) {
  return {
    register: (key: string, value: T, options?: WriteOptions) =>
      run("register", () => register(here(), key, value, options)),
    registerIfAbsent: (key: string, value: T, options?: WriteOptions) =>
      run("registerIfAbsent", () => registerIfAbsent(here(), key, value, options)),
    compareAndSet: (key: string, expectedVersion: number | null, value: T, options?: WriteOptions) =>
      run("compareAndSet", () => compareAndSet(here(), key, expectedVersion, value, options)),
    update: (key: string, fn: (current: T | undefined) => T | undefined, options?: WriteOptions) =>
      run("update", () => update(here(), key, fn, options)),
    touch: (key: string, options: TouchOptions) => run("touch", () => simple.touch(here(), key, options)),
    lookup: (key: string) => run("lookup", () => simple.lookup(here(), key)),
    lookupEntry: (key: string) => run("lookupEntry", () => simple.lookupEntry(here(), key)),
    lookupMany: (keys: readonly string[]) => run("lookupMany", () => simple.lookupMany(here(), keys)),
    consume: (key: string) => run("consume", () => consume(here(), key)),
    delete: (key: string, options?: DeleteOptions) => run("delete", () => simple.remove(here(), key, options)),
    entries: () => run("entries", () => simple.entries(here())),
    count: () => run("count", () => simple.count(here())),
    clear: () => run("clear", () => simple.clear(here())),
  };
}

const handles: WeakMap<object, Handle<unknown>> = new WeakMap();

/** What is behind an asynchronous store; `undefined` for anything else. */
export function handleOf(store: unknown): Handle<unknown> | undefined {
  return typeof store === "object" && store !== null ? handles.get(store) : undefined;
}

/** The asynchronous store on a handle. */
export function keyedStoreOf<T>(handle: Handle<T>): KeyedStore<T> {
  const { owner, namespace } = handle.space;
  const run: Run<"later"> = (operation, prepare) => ask(handle.store, { operation, owner, namespace }, prepare);
  const store: KeyedStore<T> = {
    ...operations(() => handleHere(handle), run),
    iterate: (options?: IterateOptions) => iterateLater(handle, options),
  };
  handles.set(store, handle);
  return store;
}

/** The synchronous store on a handle. */
export function syncKeyedStoreOf<T>(handle: Handle<T>): SyncKeyedStore<T> {
  const { owner, namespace } = handle.space;
  const run: Run<"now"> = (operation, prepare) => demand(handle.store, { operation, owner, namespace }, prepare);
  return { ...operations(() => handle, run), iterate: (options?: IterateOptions) => iterateNow(handle, options) };
}
