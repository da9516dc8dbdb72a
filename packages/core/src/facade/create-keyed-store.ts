import type { PreparedStep } from "../calls/prepared-step.js";
import { runOperationSync, submitOperation } from "../calls/submit-operation.js";
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
import { bindSchemaToCallerAsyncContext } from "../handles/bind-schema-to-caller-async-context.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { createConsumeStep } from "../operations/create-consume-step.js";
import { createIncrementStep } from "../operations/create-increment-step.js";
import { createClearStep, createCountStep, createHasStep, createListKeysStep } from "../operations/create-key-steps.js";
import { createModifyStep } from "../operations/create-modify-step.js";
import {
  createCompareAndSetStep,
  createRegisterIfAbsentStep,
  createRegisterStep,
} from "../operations/create-put-steps.js";
import * as singleStep from "../operations/create-single-steps.js";
import { createUpdateStep } from "../operations/create-update-step.js";
import { iterateAsync, iterateSync } from "../operations/iterate.js";
import { createChangeIterable } from "../operations/watch/watch.js";

/** What an operation of each kind of store returns. */
interface ReturnTypeByKind<R> {
  readonly async: Promise<R>;
  readonly sync: R;
}

type RunOperation<Kind extends keyof ReturnTypeByKind<unknown>> = <R>(
  operation: string,
  prepare: () => PreparedStep<R>,
) => ReturnTypeByKind<R>[Kind];

/** The one table of operations, for both kinds of handle. `getHandle` gives the handle as a call is to use it. */
function createOperationMethods<T, Kind extends keyof ReturnTypeByKind<unknown>>(
  getHandle: () => NamespaceHandle<T>,
  runOperation: RunOperation<Kind>,
) {
  return {
    register: (key: string, value: T, options?: WriteOptions) =>
      runOperation("register", () => createRegisterStep(getHandle(), key, value, options)),
    registerIfAbsent: (key: string, value: T, options?: WriteOptions) =>
      runOperation("registerIfAbsent", () => createRegisterIfAbsentStep(getHandle(), key, value, options)),
    compareAndSet: (key: string, expectedVersion: number | null, value: T, options?: WriteOptions) =>
      runOperation("compareAndSet", () => createCompareAndSetStep(getHandle(), key, expectedVersion, value, options)),
    update: (key: string, fn: (current: T | undefined) => T | undefined, options?: WriteOptions) =>
      runOperation("update", () => createUpdateStep(getHandle(), key, fn, options)),
    modify: (key: string, fn: (entry: Entry<T> | undefined) => Modification<T> | null | undefined) =>
      runOperation("modify", () => createModifyStep(getHandle(), key, fn)),
    increment: (key: string, options?: IncrementOptions) =>
      runOperation("increment", () => createIncrementStep(getHandle(), key, options)),
    touch: (key: string, options?: TouchOptions) =>
      runOperation("touch", () => singleStep.createTouchStep(getHandle(), key, options)),
    lookup: (key: string) => runOperation("lookup", () => singleStep.createLookupStep(getHandle(), key)),
    lookupEntry: (key: string) => runOperation("lookupEntry", () => singleStep.createLookupEntryStep(getHandle(), key)),
    lookupMany: (keys: readonly string[]) =>
      runOperation("lookupMany", () => singleStep.createLookupManyStep(getHandle(), keys)),
    consume: (key: string) => runOperation("consume", () => createConsumeStep(getHandle(), key)),
    delete: (key: string, options?: DeleteOptions) =>
      runOperation("delete", () => singleStep.createDeleteStep(getHandle(), key, options)),
    entries: () => runOperation("entries", () => singleStep.createListEntriesStep(getHandle())),
    count: (options?: RangeOptions) => runOperation("count", () => createCountStep(getHandle(), options)),
    clear: (options?: RangeOptions) => runOperation("clear", () => createClearStep(getHandle(), options)),
    has: (key: string) => runOperation("has", () => createHasStep(getHandle(), key)),
    keys: (options?: IterateOptions) => runOperation("keys", () => createListKeysStep(getHandle(), options)),
  };
}

const handles: WeakMap<object, NamespaceHandle<unknown>> = new WeakMap();

/** What is behind an asynchronous store; `undefined` for anything else. */
export function findHandleOfKeyedStore(store: unknown): NamespaceHandle<unknown> | undefined {
  return typeof store === "object" && store !== null ? handles.get(store) : undefined;
}

/** The asynchronous store on a handle. */
export function createKeyedStore<T>(handle: NamespaceHandle<T>): KeyedStore<T> {
  const { owner, namespace } = handle.ref;
  const run: RunOperation<"async"> = (operation, prepare) =>
    submitOperation(handle.store, { operation, owner, namespace }, prepare);
  const store: KeyedStore<T> = {
    ...createOperationMethods(() => bindSchemaToCallerAsyncContext(handle), run),
    iterate: (options?: IterateOptions) => iterateAsync(handle, options),
    watch: (options?: WatchOptions) => createChangeIterable(handle, options),
  };
  handles.set(store, handle);
  return store;
}

/** The synchronous store on a handle. */
export function createSyncKeyedStore<T>(handle: NamespaceHandle<T>): SyncKeyedStore<T> {
  const { owner, namespace } = handle.ref;
  const run: RunOperation<"sync"> = (operation, prepare) =>
    runOperationSync(handle.store, { operation, owner, namespace }, prepare);
  return {
    ...createOperationMethods(() => handle, run),
    iterate: (options?: IterateOptions) => iterateSync(handle, options),
  };
}
