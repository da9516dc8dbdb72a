import { whenDone } from "../../async/map-maybe-promise.js";
import type { StoredEntry } from "../../backend/stored-entry.js";
import { tellerOf } from "../../calls/create-safe-listener.js";
import { ask } from "../../calls/submit.js";
import { told } from "../../calls/with-error-context.js";
import type { KeyedStore } from "../../contract/keyed-store.js";
import { invalidInput, limitExceeded } from "../../errors/input-errors.js";
import { isKeyedStoreError, type KeyedStoreError } from "../../errors/keyed-store-error.js";
import { handleOf } from "../../facade/create-keyed-store.js";
import { keyOf } from "../../handles/check-call.js";
import type { Handle } from "../../handles/namespace-handle.js";
import { decodeFor } from "../../operations/decode-with-schema.js";
import { encodeFor } from "../../operations/encode-with-schema.js";
import { step } from "../../queue/operation-step.js";
import { refuseLate } from "../../queue/refuse-async-result.js";
import { describe, show } from "../../text/describe-value.js";
import { checkOptions } from "../../validation/check-options.js";
import { limitOf } from "../../validation/check-positive-integer.js";
import { decodeValue } from "../../values/decode.js";
import { changesSince } from "./change-tracker.js";
import { steadyTime } from "./create-monotonic-time.js";
import { frontMemory, type Remembered } from "./entry-cache.js";
import type { MemoryFront, MemoryFrontOptions } from "./memory-front.js";
import { timesOf } from "./resolve-record-times.js";
import { writeBehind } from "./write-behind-queue.js";

const DEFAULT_BACKLOG = 1_000;

/** Entries that `warmup` reads at a time. */
const PAGE_SIZE = 256;

/**
 * A front to a store that answers at once, from memory, and is written behind (KS-FRONT-1 to KS-FRONT-4). What is in the
 * store is never older than memory by more than what `flush` waits for.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` an option is wrong, or `store` is none from `openKeyedStore`
 */
export function createMemoryFront<T>(store: KeyedStore<T>, options: MemoryFrontOptions): MemoryFront<T> {
  const handle = handleOf(store) as Handle<T> | undefined; // the T of the handle is the T of its store
  if (handle === undefined) {
    throw invalidInput(
      OPERATION,
      `createMemoryFront takes a store from openKeyedStore (not a synchronous one), was ${describe(store)}.`,
    );
  }
  const { maxEntries, maxBacklog, onError } = optionsOf(options);
  const { space } = handle;
  const { owner, namespace } = space;
  const { clock } = handle.store.issuer;
  const whenIn = (operation: string) => ({ operation, owner, namespace });
  const tell = tellerOf<{ error: KeyedStoreError; key: string }>(({ error, key }) => onError(error, key), "onError");

  const memory = frontMemory(maxEntries);
  const ageOf = steadyTime(clock);
  const changes = changesSince();
  const writes = writeBehind<Remembered>(maxBacklog, async ({ key, json, expiresAt }) => {
    const ttlMs = expiresAt === null ? null : expiresAt - clock();
    if (ttlMs !== null && ttlMs <= 0) return;
    try {
      await ask(handle.store, whenIn("record"), () => step({ kind: "put", space, key, json, ttlMs }, () => undefined));
    } catch (error) {
      if (isKeyedStoreError(error)) tell({ error, key });
    }
  });

  /** What memory drops before it was written is lost. */
  function keep(entry: Remembered, createdAt: number, version?: number): void {
    const dropped = memory.set(entry, ageOf(createdAt), version);
    if (dropped === undefined || !writes.withdraw(dropped.key)) return;
    const message = `The memory of ${maxEntries} entries is full of what is still to be written. Wait for flush() when record gives false.`;
    tell({ error: limitExceeded("record", message, { owner, namespace }), key: dropped.key });
  }

  function live(key: string): Remembered | undefined {
    const known = memory.get(key);
    return known !== undefined && (known.expiresAt === null || known.expiresAt > clock()) ? known : undefined;
  }

  /** Reads, and keeps of what it found what was not recorded or forgotten meanwhile. */
  async function prime<R>(
    read: (keepFound: (found: StoredEntry, createdAt: number) => boolean) => Promise<R>,
  ): Promise<R> {
    const hasChanged = changes.begin();
    try {
      return await read((found, createdAt) => {
        if (hasChanged(found.key) || live(found.key) !== undefined) return false;
        keep(found, createdAt, found.version);
        return true;
      });
    } finally {
      changes.end();
    }
  }

  return {
    peek(key) {
      const known = live(key);
      return known && (decodeValue(known.json) as T); // what was encoded as a T
    },

    record: (givenKey, value, recordOptions) =>
      told(handle, "record", () => {
        const key = keyOf(handle, givenKey, "record");
        const json = encodeFor(handle, value, "record");
        if (json instanceof Promise) refuseLate(json);
        const times = timesOf(handle, recordOptions);
        if (times === undefined) return true;
        const entry: Remembered = { key, json, expiresAt: times.expiresAt };
        changes.note(key);
        const isUnderWay = writes.add(entry);
        keep(entry, times.at);
        return isUnderWay;
      }),

    async lookup(key) {
      const known = live(key);
      if (known !== undefined) return decodeValue(known.json) as T; // what was encoded as a T
      return prime((keepFound) =>
        ask(handle.store, whenIn("lookup"), () =>
          step(
            { kind: "get", space, key: keyOf(handle, key, "lookup") },
            (found) =>
              found &&
              whenDone(decodeFor(handle, found, "lookup"), (value) => {
                keepFound(found, found.createdAt);
                return value;
              }),
          ),
        ),
      );
    },

    forget(givenKey) {
      return ask(handle.store, whenIn("forget"), () => {
        const key = keyOf(handle, givenKey, "forget");
        changes.note(key);
        memory.delete(key);
        writes.withdraw(key);
        return step({ kind: "delete", space, key }, () => undefined);
      });
    },

    warmup: () =>
      prime(async (keepFound) => {
        let kept = 0;
        let left = maxEntries;
        let after: number | undefined;
        // They come youngest first, and none is younger than the one before, whatever the clock said when it was written.
        let createdAt = Number.POSITIVE_INFINITY;
        for (let more = true; more; ) {
          const limit = Math.min(PAGE_SIZE, left);
          const page = await ask(handle.store, whenIn("warmup"), () =>
            step(
              {
                kind: "scan",
                space,
                order: "age",
                reverse: true,
                limit,
                ...(after === undefined ? {} : { after }),
              },
              (found) => found,
            ),
          );
          for (const found of page) {
            createdAt = Math.min(createdAt, found.createdAt);
            if ((await isSound(handle, found)) && keepFound(found, createdAt)) kept++;
          }
          left -= page.length;
          after = page.at(-1)?.version;
          more = page.length === limit && left > 0;
        }
        return kept;
      }),

    flush: () => writes.flush(),
  };
}

const OPERATION = "createMemoryFront";

function optionsOf(given: unknown): MemoryFrontOptions & { readonly maxBacklog: number } {
  const names = ["maxEntries", "onError", "maxBacklog"];
  const { maxEntries, onError, maxBacklog } = checkOptions(given ?? {}, names, `${OPERATION} options`, OPERATION);
  if (typeof onError !== "function") {
    throw invalidInput(
      OPERATION,
      `onError must be a function, was ${show(onError)}. It is told of each write that did not reach the store.`,
    );
  }
  return {
    maxEntries: limitOf(maxEntries, "maxEntries", OPERATION) ?? missing(),
    maxBacklog: limitOf(maxBacklog, "maxBacklog", OPERATION) ?? DEFAULT_BACKLOG,
    onError: onError as MemoryFrontOptions["onError"], // what it is called with is documented
  };
}

function missing(): never {
  throw invalidInput(OPERATION, "maxEntries is missing: a whole number of at least 1. Memory is bounded by design.");
}

/** Whether an entry can be given: one that cannot stays where it is and holds up no other. */
async function isSound(handle: Handle<unknown>, found: StoredEntry): Promise<boolean> {
  try {
    await decodeFor(handle, found, "warmup");
    return true;
  } catch {
    return false;
  }
}
