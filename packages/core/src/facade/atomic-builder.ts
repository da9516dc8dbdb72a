import { collectMaybePromises, mapMaybePromise } from "../async/map-maybe-promise.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import { submitOperation } from "../calls/submit-operation.js";
import { createCommitCommandFactory } from "../claims/held-claim-commands.js";
import { findHeldClaim } from "../claims/held-claims.js";
import { isClaimRecordHeldByToken } from "../claims/run-commands-if-claim-held.js";
import type { Atomic, AtomicResult } from "../contract/atomic.js";
import type { IncrementOptions, TouchOptions, WriteOptions } from "../contract/call-options.js";
import type { Claim, CommitArguments } from "../contract/claim.js";
import type { KeyedStore } from "../contract/keyed-store.js";
import { invalidInputError } from "../errors/input-errors.js";
import { bindSchemaToCallerAsyncContext } from "../handles/bind-schema-to-caller-async-context.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { parseKey } from "../handles/parse-key.js";
import { resolveExpiry } from "../handles/resolve-expiry.js";
import type { StoreContext } from "../handles/store-context.js";
import { type AtomicStep, createAtomicCommitStep } from "../operations/create-atomic-commit-step.js";
import { createIncrementCommand } from "../operations/create-increment-step.js";
import { createPutCommand } from "../operations/create-put-steps.js";
import { createTouchCommand } from "../operations/create-touch-command.js";
import { describeValue } from "../text/describe-value.js";
import { parseVersionOrNull } from "../validation/parse-version.js";
import { findHandleOfKeyedStore } from "./create-keyed-store.js";

const OPERATION = "atomic";

/** Collects the steps of one owner; see {@link Atomic}. */
export class AtomicBuilder implements Atomic {
  readonly #store: StoreContext;
  readonly #owner: string;
  readonly #steps: (AtomicStep | Promise<AtomicStep>)[] = [];
  /** The first error; `undefined` for none. */
  #firstError: { readonly error: unknown } | undefined;
  #committed = false;

  constructor(store: StoreContext, owner: string) {
    this.#store = store;
    this.#owner = owner;
  }

  check(store: KeyedStore<unknown>, key: string, version: number | null): Atomic {
    return this.#addStep(store, (handle) => ({
      handle,
      command: {
        kind: "check",
        ref: handle.ref,
        key: parseKey(handle, key, OPERATION),
        expected: parseVersionOrNull(version, "version", OPERATION),
      },
    }));
  }

  register<T>(store: KeyedStore<T>, key: string, value: T, options?: WriteOptions): Atomic {
    return this.#addStep(store, (handle) =>
      mapMaybePromise(createPutCommand(handle, key, value, options, OPERATION), (command) => ({ handle, command })),
    );
  }

  delete(store: KeyedStore<unknown>, key: string): Atomic {
    return this.#addStep(store, (handle) => ({
      handle,
      command: { kind: "delete", ref: handle.ref, key: parseKey(handle, key, OPERATION) },
    }));
  }

  consume(store: KeyedStore<unknown>, key: string): Atomic {
    return this.#addStep(store, (handle) => ({
      handle,
      command: { kind: "consume", ref: handle.ref, key: parseKey(handle, key, OPERATION) },
    }));
  }

  increment(store: KeyedStore<unknown>, key: string, options?: IncrementOptions): Atomic {
    return this.#addStep(store, (handle) => ({
      handle,
      command: createIncrementCommand(handle, key, options, OPERATION),
    }));
  }

  touch(store: KeyedStore<unknown>, key: string, options?: TouchOptions): Atomic {
    return this.#addStep(store, (handle) => ({
      handle,
      command: createTouchCommand(handle, key, options, OPERATION),
    }));
  }

  commitClaim<T>(claim: Claim<T>, ...[value, options]: CommitArguments<T>): Atomic {
    return this.#addAll(() => {
      const held = findHeldClaim(claim);
      if (held === undefined) {
        throw invalidInputError(OPERATION, `commitClaim takes a claim of createClaims, was ${describeValue(claim)}.`);
      }
      const { handle, keys, token } = held;
      this.#checkOwner(handle, "commitClaim");
      const accepts = (found: StoredEntry | undefined): boolean =>
        found !== undefined && isClaimRecordHeldByToken(handle, found, token);
      const commands = createCommitCommandFactory(handle, value, resolveExpiry(handle, options, OPERATION), OPERATION);
      return keys.map((key) =>
        mapMaybePromise(commands, (create): AtomicStep => ({ handle, command: create(key), accepts })),
      );
    });
  }

  commit(): Promise<AtomicResult> {
    return submitOperation(this.#store, { operation: OPERATION, owner: this.#owner }, () => {
      if (this.#committed) throw invalidInputError(OPERATION, "A builder commits once. Begin anew with atomic().");
      this.#committed = true;
      if (this.#firstError !== undefined) throw this.#firstError.error;
      return mapMaybePromise(collectMaybePromises(this.#steps), createAtomicCommitStep);
    });
  }

  #addStep(store: unknown, buildStep: (handle: NamespaceHandle<unknown>) => AtomicStep | Promise<AtomicStep>): Atomic {
    return this.#addAll(() => [buildStep(this.#requireHandle(store))]);
  }

  #addAll(create: () => readonly (AtomicStep | Promise<AtomicStep>)[]): Atomic {
    if (this.#firstError !== undefined) return this;
    try {
      for (const step of create()) {
        if (step instanceof Promise) step.catch(() => {}); // commit tells it
        this.#steps.push(step);
      }
    } catch (error) {
      this.#firstError = { error };
    }
    return this;
  }

  #requireHandle(store: unknown): NamespaceHandle<unknown> {
    const handle = findHandleOfKeyedStore(store);
    if (handle === undefined) {
      throw invalidInputError(
        OPERATION,
        `A step takes a store from openKeyedStore (not a synchronous one), was ${describeValue(store)}.`,
      );
    }
    this.#checkOwner(handle, "A step");
    return bindSchemaToCallerAsyncContext(handle);
  }

  #checkOwner(handle: NamespaceHandle<unknown>, subject: string): void {
    if (handle.store !== this.#store) {
      throw invalidInputError(
        OPERATION,
        `${subject} takes a store that was opened on this StateStore, not on another.`,
      );
    }
    if (handle.ref.owner === this.#owner) return;
    throw invalidInputError(
      OPERATION,
      `${subject} takes a store of the owner "${this.#owner}", was of "${handle.ref.owner}".`,
    );
  }
}
