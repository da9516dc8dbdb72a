import type { StoredEntry } from "../backend/stored-entry.js";
import { runAddingErrorContext } from "../calls/run-adding-error-context.js";
import { runOperationSync, submitOperation } from "../calls/submit-operation.js";
import type { Entry } from "../contract/entry.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import type { ErrorContext } from "../queue/call.js";
import { throwAsyncResultError } from "../queue/throw-async-result-error.js";
import { decodeEntryWithSchema } from "./coding/decode-value-with-schema.js";
import { createNextPageStepFactory } from "./ranges/create-next-page-step-factory.js";
import { parseScanRange, type ScanRange } from "./ranges/parse-scan-range.js";

/** Entries for `for await`, each loop from the beginning. A bad option rejects with the first entry. */
export function iterateAsync<T>(handle: NamespaceHandle<T>, options: unknown): AsyncIterable<Entry<T>> {
  const range = captureResultOrError(() => parseScanRange(handle, options, "iterate"));
  return { [Symbol.asyncIterator]: () => generateEntriesAsync(handle, range) };
}

/** Entries for `for`, each loop from the beginning. A bad option is thrown at once. */
export function iterateSync<T>(handle: NamespaceHandle<T>, options: unknown): Iterable<Entry<T>> {
  const range = runAddingErrorContext(handle, "iterate", () => parseScanRange(handle, options, "iterate"));
  return { [Symbol.iterator]: () => generateEntriesSync(handle, range) };
}

async function* generateEntriesAsync<T>(
  handle: NamespaceHandle<T>,
  getRange: () => ScanRange,
): AsyncGenerator<Entry<T>, void, undefined> {
  let next: ReturnType<typeof createNextPageStepFactory> | undefined;
  for (let more = true; more; ) {
    const page = await submitOperation(handle.store, createIterateErrorContext(handle), () => {
      next ??= createNextPageStepFactory(handle, getRange());
      return next();
    });
    for (const stored of page.entries) {
      yield await runAddingErrorContext(handle, "iterate", () => decodeEntryWithSchema(handle, stored, "iterate"));
    }
    more = page.more;
  }
}

function* generateEntriesSync<T>(handle: NamespaceHandle<T>, range: ScanRange): Generator<Entry<T>, void, undefined> {
  const next = createNextPageStepFactory(handle, range);
  for (let more = true; more; ) {
    const page = runOperationSync(handle.store, createIterateErrorContext(handle), next);
    for (const stored of page.entries)
      yield runAddingErrorContext(handle, "iterate", () => decodeEntrySync(handle, stored));
    more = page.more;
  }
}

function decodeEntrySync<T>(handle: NamespaceHandle<T>, stored: StoredEntry): Entry<T> {
  const entry = decodeEntryWithSchema(handle, stored, "iterate");
  return entry instanceof Promise ? throwAsyncResultError(entry) : entry;
}

function createIterateErrorContext({ ref: { owner, namespace } }: NamespaceHandle<unknown>): ErrorContext {
  return { operation: "iterate", owner, namespace };
}

/** Runs `work` now, and gives a function that returns its result or throws its error. */
function captureResultOrError<R>(work: () => R): () => R {
  try {
    const result = work();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
