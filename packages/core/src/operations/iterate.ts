import type { StoredEntry } from "../backend/stored-entry.js";
import { ask, demand } from "../calls/submit.js";
import { told } from "../calls/with-error-context.js";
import type { Entry } from "../contract/entry.js";
import type { Handle } from "../handles/namespace-handle.js";
import type { Where } from "../queue/call.js";
import { refuseLate } from "../queue/refuse-async-result.js";
import { decodeEntryFor } from "./decode-with-schema.js";
import { pager } from "./paginate.js";
import { type ScanRange, scanRange } from "./scan-range.js";

/** Entries for `for await`, each loop from the beginning. A bad option rejects with the first entry. */
export function iterateLater<T>(handle: Handle<T>, options: unknown): AsyncIterable<Entry<T>> {
  const range = captured(() => scanRange(handle, options));
  return { [Symbol.asyncIterator]: () => entriesLater(handle, range) };
}

/** Entries for `for`, each loop from the beginning. A bad option is thrown at once. */
export function iterateNow<T>(handle: Handle<T>, options: unknown): Iterable<Entry<T>> {
  const range = told(handle, "iterate", () => scanRange(handle, options));
  return { [Symbol.iterator]: () => entriesNow(handle, range) };
}

async function* entriesLater<T>(handle: Handle<T>, range: () => ScanRange): AsyncGenerator<Entry<T>, void, undefined> {
  let next: ReturnType<typeof pager> | undefined;
  for (let more = true; more; ) {
    const page = await ask(handle.store, whereOf(handle), () => {
      next ??= pager(handle, range());
      return next();
    });
    for (const stored of page.entries) {
      yield await told(handle, "iterate", () => decodeEntryFor(handle, stored, "iterate"));
    }
    more = page.more;
  }
}

function* entriesNow<T>(handle: Handle<T>, range: ScanRange): Generator<Entry<T>, void, undefined> {
  const next = pager(handle, range);
  for (let more = true; more; ) {
    const page = demand(handle.store, whereOf(handle), next);
    for (const stored of page.entries) yield told(handle, "iterate", () => decodeNow(handle, stored));
    more = page.more;
  }
}

function decodeNow<T>(handle: Handle<T>, stored: StoredEntry): Entry<T> {
  const entry = decodeEntryFor(handle, stored, "iterate");
  return entry instanceof Promise ? refuseLate(entry) : entry;
}

function whereOf({ space: { owner, namespace } }: Handle<unknown>): Where {
  return { operation: "iterate", owner, namespace };
}

/** Does some work now and gives its result, or its error, when asked. */
function captured<R>(work: () => R): () => R {
  try {
    const result = work();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
