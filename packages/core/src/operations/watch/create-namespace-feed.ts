import type { Clock } from "../../contract/clock.js";
import { isKeyedStoreError } from "../../errors/keyed-store-error.js";
import { hostGlobals } from "../../host/host-globals.js";
import type { ChangeFinder, Watcher } from "./change-finder.js";
import { createWatchTimer } from "./watch-timer.js";

/** A watcher as its feed knows it. */
export interface FeedWatcher extends Watcher {
  /** Whether the process stays alive while it waits. */
  readonly keepsAlive: boolean;
  /** Called when it waits and something is pending. */
  wake(): void;
  /** Called when there is nothing more to be told. */
  fail(error: unknown): void;
}

/** What a watcher has of its feed. */
export interface FeedMembership {
  /**
   * Brings what is pending up to date.
   *
   * @throws what the clock throws
   */
  refresh(): Promise<void>;
  /** Waits until something is pending. */
  wait(): void;
  /** See {@link ChangeFinder.presumeLive}. */
  presumeLive(key: string): void;
  leave(): void;
}

/** The changes of a namespace for all who watch it: one look serves them all. */
export interface NamespaceFeed {
  /** @param initial - whether the watcher is told the present state first; else it is told what changes from this call on */
  join(watcher: FeedWatcher, initial: boolean): FeedMembership;
}

/** What a feed works with. */
export interface NamespaceFeedOptions {
  readonly subscribe: (listener: () => void) => () => void;
  readonly finder: ChangeFinder;
  readonly clock: Clock;
  /** Called when the last watcher has left; nobody joins after that. */
  readonly onDeserted: () => void;
}

/** After so long, a look for which the store was busy is tried again. */
const BUSY_PAUSE_MS = 50;

/**
 * Who awaits writes and changes by turns, and nothing else, has each change at once. But where all writes of a busy program are
 * watched, a look after each would cost more than the writes.
 */
const LOOKS_IN_TURN = 4;

/**
 * A feed without watchers. It looks at the store only for one who reads, and only where something may have changed since it looked
 * before; so what changes while nobody reads costs nothing and is merged.
 */
export function createNamespaceFeed({ subscribe, finder, clock, onDeserted }: NamespaceFeedOptions): NamespaceFeed {
  const watchers = new Set<FeedWatcher>();
  const waiting = new Set<FeedWatcher>();
  const timer = createWatchTimer(clock, lookForWaiting);
  const unsubscribe = subscribe(onChange);
  let mayHaveChanged = true;
  let isWakeUpPending = false;
  let looksInTurn = 0;
  let lastLook = Promise.resolve();
  let isLookAhead = false;

  /** Something may have changed. It may be called in the middle of a commit, so that it only plans to look. */
  function onChange(): void {
    mayHaveChanged = true;
    if (waiting.size > 0) lookSoon();
  }

  function lookSoon(): void {
    if (isWakeUpPending) return;
    isWakeUpPending = true;
    hostGlobals.setImmediate(() => {
      isWakeUpPending = false;
      lookForWaiting();
    });
  }

  function lookForWaiting(): void {
    if (waiting.size > 0) void refresh().then(rest, failAll);
  }

  /** Waits for those who wait, until something may have changed. */
  function rest(): void {
    if (waiting.size === 0) timer.stop();
    else if (mayHaveChanged) lookSoon();
    else timer.start(shouldKeepProcessAlive(waiting));
  }

  /** Looks, unless nothing can have changed since the last look began. */
  async function refresh(): Promise<void> {
    if (timer.isDue()) mayHaveChanged = true;
    if (mayHaveChanged && !isLookAhead) {
      isLookAhead = true;
      lastLook = lastLook.then(look);
    }
    await lastLook;
  }

  /** It never rejects: who cannot be told any more is told that. */
  async function look(): Promise<void> {
    if (looksInTurn >= LOOKS_IN_TURN) await waitForNextTurn();
    countLook();
    timer.stop();
    isLookAhead = false;
    mayHaveChanged = false;
    if (watchers.size === 0) return;
    try {
      const { nextExpiry, againInMs } = await finder.look();
      timer.setInstant(nextExpiry);
      timer.setPause(againInMs);
    } catch (error) {
      if (isBusyError(error)) timer.setPause(BUSY_PAUSE_MS);
      else failAll(error);
    }
    for (const watcher of waiting) {
      if (watcher.pending.isEmpty()) continue;
      waiting.delete(watcher);
      watcher.wake();
    }
  }

  function countLook(): void {
    looksInTurn++;
    if (looksInTurn === 1) {
      hostGlobals.setImmediate(() => {
        looksInTurn = 0;
      });
    }
  }

  function failAll(error: unknown): void {
    for (const watcher of watchers) watcher.fail(error);
  }

  return {
    join(watcher, initial) {
      watchers.add(watcher);
      let isKnown = !initial;
      // Issued in this call, so that it comes before whatever is issued later (KS-WATCH-1).
      const begun = initial ? undefined : finder.begin(watcher).then(noteBegun, failUnlessBusy);

      function noteBegun(): void {
        mayHaveChanged = true; // For those who began before, or without its being known.
      }

      /** What changed meanwhile can then not be told from what was there before, so that the watch begins with all of it. */
      function failUnlessBusy(error: unknown): void {
        if (isBusyError(error)) isKnown = false;
        else watcher.fail(error);
      }

      return {
        async refresh() {
          await begun;
          if (!watchers.has(watcher)) return;
          if (!isKnown) {
            isKnown = true;
            finder.admit(watcher);
            mayHaveChanged = true;
          }
          await refresh();
        },
        wait() {
          waiting.add(watcher);
          rest();
        },
        presumeLive(key) {
          finder.presumeLive(watcher, key);
          onChange();
        },
        leave() {
          if (!watchers.delete(watcher)) return;
          finder.leave(watcher);
          if (waiting.delete(watcher)) rest();
          if (watchers.size > 0) return;
          unsubscribe();
          onDeserted();
        },
      };
    },
  };
}

function shouldKeepProcessAlive(watchers: Iterable<FeedWatcher>): boolean {
  for (const { keepsAlive } of watchers) if (keepsAlive) return true;
  return false;
}

/** Until all others had their turn. */
function waitForNextTurn(): Promise<void> {
  return new Promise((resolve) => hostGlobals.setImmediate(resolve));
}

function isBusyError(error: unknown): boolean {
  return isKeyedStoreError(error) && error.code === "KEYED_STORE_BUSY";
}
