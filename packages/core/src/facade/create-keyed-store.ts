import type { PreparedStep } from "../calls/prepared-step.js";
import { runSync, submit } from "../calls/submit.js";
import type {
  DeleteOptions,
  IncrementOptions,
  IterateOptions,
  Modification,
  RangeOptions,
  TouchOptions,
  WriteOptions,
} from "../contract/call-options.js";
import type { Entry } from "../contract/entry.js";
import type { KeyedStore } from "../contract/keyed-store.js";
import type { SyncKeyedStore } from "../contract/sync-keyed-store.js";
import type { WatchOptions } from "../contract/watch.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { withCallerContext } from "../handles/with-caller-context.js";
import { consume } from "../operations/consume.js";
import { increment } from "../operations/increment.js";
import { iterateAsync, iterateSync } from "../operations/iterate.js";
import { clear, count, has, listKeys } from "../operations/key-operations.js";
import { modify } from "../operations/modify.js";
import { compareAndSet, register, registerIfAbsent } from "../operations/put.js";
import * as singleStep from "../operations/single-step-operations.js";
import { update } from "../operations/update.js";
import { watch } from "../operations/watch/watch.js";

/** What an operation of each kind of store returns. */
interface ReturnTypes<R> {
  readonly async: Promise<R>;
  readonly sync: R;
}

type Run<Kind extends keyof ReturnTypes<unknown>> = <R>(
  operation: string,
  prepare: () => PreparedStep<R>,
) => ReturnTypes<R>[Kind];

/** The one table of operations, for both kinds of handle. `getHandle` gives the handle as a call is to use it. */
function createOperations<T, Kind extends keyof ReturnTypes<unknown>>(
  getHandle: () => NamespaceHandle<T>,
  run: Run<Kind>,
) {
  return {
    register: (key: string, value: T, options?: WriteOptions) =>
      run("register", () => register(getHandle(), key, value, options)),
    registerIfAbsent: (key: string, value: T, options?: WriteOptions) =>
      run("registerIfAbsent", () => registerIfAbsent(getHandle(), key, value, options)),
    compareAndSet: (key: string, expectedVersion: number | null, value: T, options?: WriteOptions) =>
      run("compareAndSet", () => compareAndSet(getHandle(), key, expectedVersion, value, options)),
    update: (key: string, fn: (current: T | undefined) => T | undefined, options?: WriteOptions) =>
      run("update", () => update(getHandle(), key, fn, options)),
    modify: (key: string, fn: (entry: Entry<T> | undefined) => Modification<T> | null | undefined) =>
      run("modify", () => modify(getHandle(), key, fn)),
    increment: (key: string, options?: IncrementOptions) =>
      run("increment", () => increment(getHandle(), key, options)),
    touch: (key: string, options?: TouchOptions) => run("touch", () => singleStep.touch(getHandle(), key, options)),
    lookup: (key: string) => run("lookup", () => singleStep.lookup(getHandle(), key)),
    lookupEntry: (key: string) => run("lookupEntry", () => singleStep.lookupEntry(getHandle(), key)),
    lookupMany: (keys: readonly string[]) => run("lookupMany", () => singleStep.lookupMany(getHandle(), keys)),
    consume: (key: string) => run("consume", () => consume(getHandle(), key)),
    delete: (key: string, options?: DeleteOptions) => run("delete", () => singleStep.remove(getHandle(), key, options)),
    entries: () => run("entries", () => singleStep.listEntries(getHandle())),
    count: (options?: RangeOptions) => run("count", () => count(getHandle(), options)),
    clear: (options?: RangeOptions) => run("clear", () => clear(getHandle(), options)),
    has: (key: string) => run("has", () => has(getHandle(), key)),
    keys: (options?: IterateOptions) => run("keys", () => listKeys(getHandle(), options)),
  };
}

const handles: WeakMap<object, NamespaceHandle<unknown>> = new WeakMap();

/** What is behind an asynchronous store; `undefined` for anything else. */
export function findHandle(store: unknown): NamespaceHandle<unknown> | undefined {
  return typeof store === "object" && store !== null ? handles.get(store) : undefined;
}

/** The asynchronous store on a handle. */
export function createKeyedStore<T>(handle: NamespaceHandle<T>): KeyedStore<T> {
  const { owner, namespace } = handle.ref;
  const run: Run<"async"> = (operation, prepare) => submit(handle.store, { operation, owner, namespace }, prepare);
  const store: KeyedStore<T> = {
    ...createOperations(() => withCallerContext(handle), run),
    iterate: (options?: IterateOptions) => iterateAsync(handle, options),
    watch: (options?: WatchOptions) => watch(handle, options),
  };
  handles.set(store, handle);
  return store;
}

/** The synchronous store on a handle. */
export function createSyncKeyedStore<T>(handle: NamespaceHandle<T>): SyncKeyedStore<T> {
  const { owner, namespace } = handle.ref;
  const run: Run<"sync"> = (operation, prepare) => runSync(handle.store, { operation, owner, namespace }, prepare);
  return {
    ...createOperations(() => handle, run),
    iterate: (options?: IterateOptions) => iterateSync(handle, options),
  };
}
