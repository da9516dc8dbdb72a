import type { Clock } from "../../contract/clock.js";
import { isKeyedStoreError } from "../../errors/keyed-store-error.js";
import { hostGlobals } from "../../host/host-globals.js";
import type { ChangeFinder, Look } from "./change-finder.js";
import type { PendingChange, PendingChanges } from "./pending-changes.js";
import { createWatchTimer } from "./watch-timer.js";

/** What a watch works with. */
export interface WatchIteratorOptions<Item> {
  readonly subscribe: (listener: () => void) => () => void;
  readonly finder: ChangeFinder;
  readonly pending: PendingChanges;
  /** Makes of a change what is given. */
  readonly decode: (change: PendingChange) => Item | Promise<Item>;
  readonly clock: Clock;
  readonly initial: boolean;
  /** Whether the process stays alive while somebody reads. */
  readonly keepsAlive: boolean;
  readonly signal: AbortSignal | undefined;
  /** Makes a contract error of whatever a look failed with. */
  readonly toError: (error: unknown) => unknown;
  /** What the closing of the store calls. */
  readonly closings: Set<(error: unknown) => void>;
}

/** The iterator of a watch of what is stored. */
export interface WatchIterator<Item> extends AsyncIterator<Item, undefined> {
  /** Takes a key for live: see {@link ChangeFinder.presumeLive}. */
  presumeLive(key: string): void;
}

/** How a watch ended: as a loop ends, or by an error. */
export type WatchEnd = "done" | { readonly error: unknown };

/** After so long, a look for which the store was busy is tried again. */
const BUSY_PAUSE_MS = 50;

/**
 * Who awaits writes and changes by turns, and nothing else, has each change at once. But where all writes of a busy program are
 * watched, a look after each would cost more than the writes.
 */
const LOOKS_IN_TURN = 4;

interface Reader<Item> {
  resolve(result: IteratorResult<Item, undefined>): void;
  reject(error: unknown): void;
}

/**
 * The iterator of a watch, which begins now. It looks at the store only for a reader, and only where something may have changed
 * since it looked before; so what changes while nobody reads costs nothing and is merged.
 */
export function createWatchIterator<Item>(options: WatchIteratorOptions<Item>): WatchIterator<Item> {
  const { subscribe, finder, pending, decode, clock, initial, keepsAlive, signal, toError, closings } = options;
  const readers: Reader<Item>[] = [];
  const timer = createWatchTimer(clock, onChange, keepsAlive);
  let mayHaveChanged = true;
  let isServing = false;
  let isWakeUpPending = false;
  let looksInTurn = 0;
  let end: WatchEnd | undefined;

  const abort = (): void => finish("done");
  const close = (error: unknown): void => finish({ error });
  if (signal?.aborted === true) return endedIterator("done");
  const unsubscribe = subscribe(onChange);
  closings.add(close);
  signal?.addEventListener("abort", abort);
  // Issued in this call, so that it comes before whatever is issued later (KS-WATCH-1).
  const begun = initial ? undefined : finder.begin().then(noteLook, failUnlessBusy);

  /** Something may have changed. It may be called in the middle of a commit, so that it only plans to look. */
  function onChange(): void {
    mayHaveChanged = true;
    if (readers.length > 0 && !isServing) serveSoon();
  }

  function serveSoon(): void {
    if (isWakeUpPending) return;
    isWakeUpPending = true;
    hostGlobals.setImmediate(() => {
      isWakeUpPending = false;
      serve();
    });
  }

  function serve(): void {
    if (!isServing && end === undefined)
      void serveReaders().catch((error: unknown) => finish({ error: toError(error) }));
  }

  /** Serves those who read until there is nothing for them. It ends on the turn on which it finds that out, so that none is missed. */
  async function serveReaders(): Promise<void> {
    isServing = true;
    try {
      timer.stop();
      await begun;
      while (readers.length > 0 && end === undefined) {
        if (timer.isDue()) mayHaveChanged = true;
        if (mayHaveChanged && looksInTurn >= LOOKS_IN_TURN) break;
        if (mayHaveChanged) await look();
        const change = pending.take();
        if (change === undefined) break;
        const value = await decode(change);
        readers.shift()?.resolve({ done: false, value });
      }
    } finally {
      isServing = false;
    }
    if (readers.length === 0 || end !== undefined) return;
    if (mayHaveChanged) serveSoon();
    else timer.start();
  }

  async function look(): Promise<void> {
    mayHaveChanged = false;
    looksInTurn++;
    if (looksInTurn === 1) {
      hostGlobals.setImmediate(() => {
        looksInTurn = 0;
      });
    }
    try {
      noteLook(await finder.look());
    } catch (error) {
      if (!isBusy(error)) throw error;
      timer.setPause(BUSY_PAUSE_MS);
    }
  }

  function noteLook({ nextExpiry, againInMs }: Look): void {
    timer.setInstant(nextExpiry);
    timer.setPause(againInMs);
  }

  /** What changed meanwhile can then not be told from what was there before, so that the watch begins with all of it. */
  function failUnlessBusy(error: unknown): void {
    if (!isBusy(error)) finish({ error: toError(error) });
  }

  function finish(reason: WatchEnd): void {
    if (end !== undefined) return;
    end = reason;
    timer.stop();
    unsubscribe();
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
    presumeLive(key) {
      finder.presumeLive(key);
      onChange();
    },
  };
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** The iterator of a watch that ended before it began. */
export function endedIterator<Item>(end: WatchEnd): WatchIterator<Item> {
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

function isBusy(error: unknown): boolean {
  return isKeyedStoreError(error) && error.code === "KEYED_STORE_BUSY";
}
