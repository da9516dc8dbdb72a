import { type HostTimer, hostGlobals } from "@keyed-store/core";
import type { StoreConnection } from "../connection/reopenable-connection.js";

/** What the notifier works with. */
export interface StoreChangeNotifierOptions {
  /** What the files look like from outside; undefined where that cannot be told. */
  readonly readFingerprint: () => string | undefined;
  /** Whether other connections write while this one is open. */
  readonly isShared: boolean;
  /** Whether nobody can change the file, so that there is nothing to look for. */
  readonly isImmutable: boolean;
  /** The connection, while one is open. */
  readonly current: () => StoreConnection | undefined;
  /** Throws what is wrong with the files of an open connection. */
  readonly checkFiles: () => void;
}

/**
 * Tells those who watch a store that it may have changed (KS-WATCH-2). Its timer runs only while somebody watches, once for all of
 * them, and keeps no process alive. It opens no file: that would drop the locks of this process, or hold up others for nothing.
 */
export interface StoreChangeNotifier {
  /** Calls `listener` at each change, until the function that it gives is called. */
  watch(listener: () => void): () => void;
  /** Tells of a change. */
  notify(): void;
  /** Notices what others have committed; to be called at the beginning of each use, before it reads. Never throws. */
  notice(store: StoreConnection): void;
  /** To be called when a connection was opened: others may have had the file before. */
  onOpened(): void;
  /** To be called when the connection is closed, while nobody else can be in. */
  onClosed(): void;
  close(): void;
}

/** How late the commit of another connection is noticed by one that is idle. */
const COMMIT_POLL_MS = 50;

/** How often a closed file is looked at from outside. */
const OUTSIDE_POLL_MS = 250;

/**
 * The pause after it had changed: whoever has it now is asked to hand it over for each look inside, and may be at work. Looks that take
 * long are made less often, so that they keep it from its work for a fortieth of the time; at most so seldom that half of all changes
 * are seen within a second.
 */
const SHORTEST_PAUSE_AFTER_CHANGE_MS = 750;
const LONGEST_PAUSE_AFTER_CHANGE_MS = 1_750;
const LARGEST_SHARE_OF_TIME = 1 / 40;

/** How late an idle connection notices that its files were tampered with. */
const FILES_POLL_MS = 1_000;

/** A notifier without listeners. */
export function createStoreChangeNotifier(options: StoreChangeNotifierOptions): StoreChangeNotifier {
  const { readFingerprint, isShared, isImmutable, current, checkFiles } = options;
  const listeners = new Set<() => void>();
  let timer: HostTimer | undefined;
  let filesCheckedAt = 0;
  /** The data version of the open connection; `undefined` before it was read. */
  let dataVersion: unknown;
  /** What the files were like when the connection was closed; `undefined` where others may have changed them since. */
  let signature: string | undefined;
  /** Whether the last look from outside found that the files had changed. */
  let hadChanged = false;
  /** When that was told, until the look inside that followed is over. */
  let toldAt: number | undefined;
  /** How long the last look inside took, with what was waited for it. */
  let lookMs = 0;

  const isPolling = (): boolean => listeners.size > 0 && !isImmutable;

  function notify(): void {
    for (const listener of listeners) listener();
  }

  function notice({ kernel }: StoreConnection): void {
    if (listeners.size === 0) return;
    try {
      const present = kernel.readDataVersion();
      if (present === dataVersion) return;
      dataVersion = present;
    } catch {
      return; // Busy for a moment, or broken, which the next use meets.
    }
    notify();
  }

  function poll(): void {
    const store = current();
    if (store === undefined) {
      hadChanged = signature === undefined || readFingerprint() !== signature;
      if (!hadChanged) return;
      toldAt ??= hostGlobals.monotonicNow();
      notify();
      return;
    }
    if (isShared) notice(store);
    const now = hostGlobals.monotonicNow();
    if (now - filesCheckedAt < FILES_POLL_MS) return;
    filesCheckedAt = now;
    try {
      checkFiles();
    } catch {
      notify(); // Whoever looks then is told.
    }
  }

  function getPauseMs(): number {
    if (current() !== undefined) return isShared ? COMMIT_POLL_MS : FILES_POLL_MS;
    if (!hadChanged) return OUTSIDE_POLL_MS;
    const enough = Math.max(SHORTEST_PAUSE_AFTER_CHANGE_MS, lookMs / LARGEST_SHARE_OF_TIME);
    return Math.min(enough, LONGEST_PAUSE_AFTER_CHANGE_MS);
  }

  function schedule(): void {
    hostGlobals.clearTimeout(timer);
    timer = hostGlobals.setTimeout(() => {
      poll();
      if (isPolling()) schedule();
    }, getPauseMs());
    timer.unref?.();
  }

  return {
    watch(listener) {
      const call = (): void => listener(); // one of its own for each call, whoever passes the same twice
      listeners.add(call);
      if (listeners.size === 1 && isPolling()) schedule();
      return () => {
        listeners.delete(call);
        if (listeners.size === 0) hostGlobals.clearTimeout(timer);
      };
    },
    notify,
    notice,
    onOpened() {
      dataVersion = undefined;
      if (isPolling()) schedule();
      notify();
    },
    onClosed() {
      // Those who share may have committed since the last look.
      signature = isShared || listeners.size === 0 ? undefined : readFingerprint();
      if (toldAt !== undefined) lookMs = hostGlobals.monotonicNow() - toldAt;
      toldAt = undefined;
      if (isPolling()) schedule();
    },
    close() {
      listeners.clear();
      hostGlobals.clearTimeout(timer);
    },
  };
}
