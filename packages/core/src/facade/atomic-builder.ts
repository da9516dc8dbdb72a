import { whenAllDone, whenDone } from "../async/map-maybe-promise.js";
import { ask } from "../calls/submit.js";
import type { Atomic, AtomicResult } from "../contract/atomic.js";
import type { WriteOptions } from "../contract/call-options.js";
import type { KeyedStore } from "../contract/keyed-store.js";
import { invalidInput } from "../errors/input-errors.js";
import { keyOf } from "../handles/check-call.js";
import type { Handle } from "../handles/namespace-handle.js";
import type { OpenStore } from "../handles/store-context.js";
import { handleHere } from "../handles/with-caller-context.js";
import { type AtomicStep, atomicCommit } from "../operations/atomic-commit.js";
import { putOf } from "../operations/put.js";
import { describe } from "../text/describe-value.js";
import { versionOrNullOf } from "../validation/check-version.js";
import { handleOf } from "./create-keyed-store.js";

const OPERATION = "atomic";

/** Collects the steps of one owner; see {@link Atomic}. */
export class AtomicBuilder implements Atomic {
  readonly #store: OpenStore;
  readonly #owner: string;
  readonly #steps: (AtomicStep | Promise<AtomicStep>)[] = [];
  /** The first error; `undefined` for none. */
  #failed: { readonly error: unknown } | undefined;
  #committed = false;

  constructor(store: OpenStore, owner: string) {
    this.#store = store;
    this.#owner = owner;
  }

  check(store: KeyedStore<unknown>, key: string, version: number | null): Atomic {
    return this.#add(store, (handle) => ({
      handle,
      command: {
        kind: "check",
        space: handle.space,
        key: keyOf(handle, key, OPERATION),
        expected: versionOrNullOf(version, "version", OPERATION),
      },
    }));
  }

  register<T>(store: KeyedStore<T>, key: string, value: T, options?: WriteOptions): Atomic {
    return this.#add(store, (handle) =>
      whenDone(putOf(handle, key, value, options, OPERATION), (command) => ({ handle, command })),
    );
  }

  delete(store: KeyedStore<unknown>, key: string): Atomic {
    return this.#add(store, (handle) => ({
      handle,
      command: { kind: "delete", space: handle.space, key: keyOf(handle, key, OPERATION) },
    }));
  }

  consume(store: KeyedStore<unknown>, key: string): Atomic {
    return this.#add(store, (handle) => ({
      handle,
      command: { kind: "consume", space: handle.space, key: keyOf(handle, key, OPERATION) },
    }));
  }

  commit(): Promise<AtomicResult> {
    return ask(this.#store, { operation: OPERATION, owner: this.#owner }, () => {
      if (this.#committed) throw invalidInput(OPERATION, "A builder commits once. Begin anew with atomic().");
      this.#committed = true;
      if (this.#failed !== undefined) throw this.#failed.error;
      return whenDone(whenAllDone(this.#steps), atomicCommit);
    });
  }

  #add(store: unknown, make: (handle: Handle<unknown>) => AtomicStep | Promise<AtomicStep>): Atomic {
    if (this.#failed !== undefined) return this;
    try {
      const step = make(this.#handleOf(store));
      if (step instanceof Promise) step.catch(() => {}); // commit tells it
      this.#steps.push(step);
    } catch (error) {
      this.#failed = { error };
    }
    return this;
  }

  #handleOf(store: unknown): Handle<unknown> {
    const handle = handleOf(store);
    if (handle === undefined) {
      throw invalidInput(
        OPERATION,
        `A step takes a store from openKeyedStore (not a synchronous one), was ${describe(store)}.`,
      );
    }
    if (handle.store !== this.#store)
      throw invalidInput(OPERATION, "A step takes a store that was opened on this StateStore, not on another.");
    if (handle.space.owner !== this.#owner) {
      throw invalidInput(
        OPERATION,
        `A step takes a store of the owner "${this.#owner}", was of "${handle.space.owner}".`,
      );
    }
    return handleHere(handle);
  }
}
