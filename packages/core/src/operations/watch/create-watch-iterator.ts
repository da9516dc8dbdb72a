import { createCoalescingChangeBuffer, type PendingChange } from "./coalescing-change-buffer.js";
import type { FeedMembership, FeedWatcher, NamespaceFeed } from "./create-namespace-feed.js";
import type { WatchSettings } from "./parse-watch-options.js";

/** What a watch works with. */
export interface WatchIteratorOptions<Item> {
  readonly settings: WatchSettings;
  /** Gives the feed to join; it is called once, unless the watch ended before it began. */
  readonly getFeed: () => NamespaceFeed;
  /** Makes of a change what is given. */
  readonly decode: (change: PendingChange) => Item | Promise<Item>;
  /** Whether the process stays alive while somebody reads. */
  readonly keepsAlive: boolean;
  /** Makes a contract error of whatever a look failed with. */
  readonly toError: (error: unknown) => unknown;
  /** What the closing of the store calls. */
  readonly closings: Set<(error: unknown) => void>;
}

/** The iterator of a watch of what is stored. */
export interface WatchIterator<Item> extends AsyncIterator<Item, undefined> {
  /** Takes a key for live: see `ChangeFinder.presumeLive`. */
  presumeLive(key: string): void;
}

/** How a watch ended: as a loop ends, or by an error. */
export type WatchEnd = "done" | { readonly error: unknown };

interface Reader<Item> {
  resolve(result: IteratorResult<Item, undefined>): void;
  reject(error: unknown): void;
}

/** The iterator of a watch, which begins now. Only while somebody reads it does it have its feed look. */
export function createWatchIterator<Item>(options: WatchIteratorOptions<Item>): WatchIterator<Item> {
  const { settings, getFeed, decode, keepsAlive, toError, closings } = options;
  const { keys, includes, initial, signal } = settings;
  const pending = createCoalescingChangeBuffer();
  const readers: Reader<Item>[] = [];
  let isServing = false;
  let end: WatchEnd | undefined;

  const abort = (): void => finish("done");
  const close = (error: unknown): void => finish({ error });
  const fail = (error: unknown): void => finish({ error: toError(error) });
  if (signal?.aborted === true) return createEndedIterator("done");
  const watcher: FeedWatcher = { keys, includes, pending, keepsAlive, wake: serve, fail };
  const membership: FeedMembership = getFeed().join(watcher, initial);
  closings.add(close);
  signal?.addEventListener("abort", abort);

  function serve(): void {
    if (!isServing && end === undefined) void serveReaders().catch(fail);
  }

  /** Serves those who read until there is nothing for them. It ends on the turn on which it finds that out, so that none is missed. */
  async function serveReaders(): Promise<void> {
    isServing = true;
    try {
      while (readers.length > 0 && end === undefined) {
        await membership.refresh();
        const change = pending.take();
        if (change === undefined) break;
        const value = await decode(change);
        readers.shift()?.resolve({ done: false, value });
      }
    } finally {
      isServing = false;
    }
    if (readers.length > 0 && end === undefined) membership.wait();
  }

  function finish(reason: WatchEnd): void {
    if (end !== undefined) return;
    end = reason;
    membership.leave();
    closings.delete(close);
    signal?.removeEventListener("abort", abort);
    pending.clear();
    for (const reader of readers.splice(0)) settleEnd(reader);
  }

  /** An error is given once; whoever asks again is told that there is no more. */
  function settleEnd({ resolve, reject }: Reader<Item>): void {
    const reason = end;
    end = "done";
    if (reason === undefined || reason === "done") resolve(DONE);
    else reject(reason.error);
  }

  return {
    next: () =>
      new Promise((resolve, reject) => {
        if (end !== undefined) {
          settleEnd({ resolve, reject });
          return;
        }
        readers.push({ resolve, reject });
        serve();
      }),
    return() {
      finish("done");
      return Promise.resolve(DONE);
    },
    presumeLive: (key) => membership.presumeLive(key),
  };
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** The iterator of a watch that ended before it began. */
export function createEndedIterator<Item>(end: WatchEnd): WatchIterator<Item> {
  let error = end === "done" ? undefined : end;
  return {
    next() {
      const failure = error;
      error = undefined;
      return failure === undefined ? Promise.resolve(DONE) : Promise.reject(failure.error);
    },
    return() {
      error = undefined;
      return Promise.resolve(DONE);
    },
    presumeLive() {},
  };
}
