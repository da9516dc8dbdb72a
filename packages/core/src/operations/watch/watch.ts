import { mapMaybePromise } from "../../async/map-maybe-promise.js";
import { assertOperationAllowed } from "../../calls/assert-operation-allowed.js";
import { runAddingErrorContext } from "../../calls/run-adding-error-context.js";
import type { Change } from "../../contract/watch.js";
import { bindSchemaToCallerAsyncContext } from "../../handles/bind-schema-to-caller-async-context.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { decodeEntryWithSchema } from "../coding/decode-value-with-schema.js";
import type { PendingChange } from "./coalescing-change-buffer.js";
import { createEndedIterator } from "./create-watch-iterator.js";
import { parseWatchOptions } from "./parse-watch-options.js";
import { watchStoredEntries } from "./watch-stored-entries.js";

/** The changes of a namespace from now on, for one loop. What is wrong with the call rejects with the first item. */
export function createChangeIterable<T>(handle: NamespaceHandle<T>, options: unknown): AsyncIterable<Change<T>> {
  const iterator = startChangeIterator(handle, options);
  return { [Symbol.asyncIterator]: () => iterator };
}

function startChangeIterator<T>(handle: NamespaceHandle<T>, options: unknown): AsyncIterator<Change<T>, undefined> {
  try {
    return runAddingErrorContext(handle, "watch", () => {
      assertOperationAllowed(handle.store, "watch");
      const decodingHandle = bindSchemaToCallerAsyncContext(handle);
      return watchStoredEntries(handle, parseWatchOptions(handle, options), true, (change) =>
        runAddingErrorContext(handle, "watch", () => decodeChange(decodingHandle, change)),
      );
    });
  } catch (error) {
    return createEndedIterator({ error });
  }
}

function decodeChange<T>(handle: NamespaceHandle<T>, { key, stored }: PendingChange): Change<T> | Promise<Change<T>> {
  if (stored === undefined) return { key };
  return mapMaybePromise(decodeEntryWithSchema(handle, stored, "watch"), (entry) => ({ key, entry }));
}
