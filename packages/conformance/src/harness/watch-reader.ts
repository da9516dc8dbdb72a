import { type Change, hostGlobals, type KeyedStore, type WatchOptions } from "@keyed-store/core";
import { formatForMessage } from "../assert/format-for-message.js";

/** A watch that a test reads from. */
export interface WatchReader<T> {
  /** The next item; fails where there is none for so long that there will be none. */
  next(): Promise<IteratorResult<Change<T>, undefined>>;
  /** The next items in short: the key, and the value or undefined for what is gone. */
  take(count: number): Promise<(readonly [key: string, value: T | undefined])[]>;
  /** Ends it, as `break` does. */
  end(): Promise<unknown>;
}

/** After so long without an item that is due, a watch counts as silent (KS-WATCH-3). */
const SILENT_MS = 10_000;

/** Begins a watch. */
export function openWatchReader<T>(store: KeyedStore<T>, options?: WatchOptions): WatchReader<T> {
  const iterator = store.watch(options)[Symbol.asyncIterator]();

  function next(): Promise<IteratorResult<Change<T>, undefined>> {
    return new Promise((resolve, reject) => {
      const timer = hostGlobals.setTimeout(() => reject(new Error("the watch is silent")), SILENT_MS);
      iterator
        .next()
        .then(resolve, reject)
        .finally(() => hostGlobals.clearTimeout(timer));
    });
  }

  return {
    next,
    async take(count) {
      const items: (readonly [string, T | undefined])[] = [];
      while (items.length < count) {
        const { value, done } = await next();
        if (done === true || value === undefined) throw new Error(`the watch ended behind ${formatForMessage(items)}`);
        items.push([value.key, value.entry?.value]);
      }
      return items;
    },
    end: async () => iterator.return?.(),
  };
}
