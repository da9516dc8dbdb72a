import type { WebLocks } from "../opfs/web-locks.js";
import type { StoreFiles } from "./store-files.js";
import type { Timing } from "./timing.js";

/**
 * Who may use the files of a store. A lock of the browser says whose turn it is, in the order of asking, and goes with the page or
 * worker that has it. The open files say who may be in: nobody else can open them. So a lock that the browser loses lets nobody in.
 */
export interface Custody {
  /** Whether this session has the files open. */
  readonly isIn: boolean;
  /** What keeps this session out. */
  readonly obstacle: Obstacle;
  /** How many milliseconds passed until this session got in last. */
  readonly waitedMs: number;
  /** Asks to be in, or goes on to ask: a session that does not ask again within {@link PATIENCE_MS} gives up its place. */
  ask(): void;
  /**
   * Whether this session is in; if it is not, it asks. It stays in until {@link Custody.leave}.
   *
   * @throws what the browser threw when the files were opened last; the next call asks again
   */
  tryEnter(): boolean;
  /** Resolves when this session is in or its attempt has failed, and otherwise after `ms`. Never rejects. */
  waitForEntry(ms: number): Promise<void>;
  /** Closes the files, then gives up the lock, both in a moment; or gives up waiting for it. */
  leave(): void;
  /** The same, with the files closed when this returns. */
  leaveAtOnce(): void;
  /** Leaves for good, and removes what is empty beside the database. Resolves when that is done. Idempotent. */
  close(): Promise<void>;
}

/**
 * What keeps a session out: somebody else has the `lock`; or this session has it, and the browser is just `opening` the files, or
 * somebody has the `files` open all the same.
 */
export type Obstacle = "lock" | "opening" | "files";

/** What custody works with. */
export interface CustodyOptions {
  readonly lockName: string;
  readonly locks: WebLocks;
  readonly timing: Timing;
  /** Opens the files; undefined where somebody has one of them open. Throws where they cannot be opened. */
  openFiles(): Promise<StoreFiles | undefined>;
  /** Called when this session begins to wait, and now and then as long as it does. */
  onWaiting(): void;
  /** Called when this session has got in, and when it waits no longer without having got in. */
  onWaitOver(hasEntered: boolean): void;
  /** Called when an attempt was ended since nobody has asked again. */
  onAbandoned(): void;
}

/** Pages that nobody looks at may run timers once a second only, and must keep their place meanwhile. */
export const PATIENCE_MS = 1_250;

/** Who got in and does not come to use the files holds up others. */
const UNUSED_MS = 250;

/** How often a session that waits makes itself heard. */
const RING_MS = 250;

/** Between two attempts to open files that somebody has open. */
const OPEN_AGAIN_MS = 20;

interface Attempt {
  readonly abort: AbortController;
  readonly beganAt: number;
  askedAt: number;
  hasLock: boolean;
  /** Somebody had the files open when this session wanted to open them. */
  wasRefused: boolean;
  files: StoreFiles | undefined;
  isInUse: boolean;
  finish(): void;
  readonly finished: Promise<void>;
}

/** Custody of the files of one store, for one session. */
export function createCustody(options: CustodyOptions): Custody {
  const { lockName, locks, timing, openFiles, onWaiting, onWaitOver, onAbandoned } = options;
  let current: Attempt | undefined;
  let waitedMs = 0;
  let failure: { readonly error: unknown } | undefined;
  let isClosed = false;
  const ending = new Set<Promise<void>>();
  const waiting = new Set<() => void>();

  function ask(): void {
    if (isClosed) return;
    current ??= begin();
    current.askedAt = timing.monotonicNow();
  }

  function begin(): Attempt {
    const { promise: finished, resolve: finish } = createDeferred();
    const attempt: Attempt = {
      abort: new AbortController(),
      beganAt: timing.monotonicNow(),
      askedAt: timing.monotonicNow(),
      hasLock: false,
      wasRefused: false,
      files: undefined,
      isInUse: false,
      finish,
      finished,
    };
    const end = hold(attempt).finally(() => ending.delete(end));
    ending.add(end);
    onWaiting();
    watchOver(attempt);
    return attempt;
  }

  /** Never rejects. */
  async function hold(attempt: Attempt): Promise<void> {
    const { signal } = attempt.abort;
    let inside = Promise.resolve();
    try {
      await locks.request(lockName, { mode: "exclusive", signal }, () => {
        inside = useLock(attempt);
        return inside;
      });
    } catch (error) {
      // A lock that was granted may be taken away: browsers do so with pages that they put aside. The files are still ours.
      if (!attempt.hasLock) noteFailure(attempt, error);
    }
    await inside;
  }

  /** Never rejects. The lock is given up with an attempt that has been, even where the browser never opens the files. */
  async function useLock(attempt: Attempt): Promise<void> {
    attempt.hasLock = true;
    try {
      const files = await Promise.race([openFilesOnceFree(attempt), attempt.finished.then(() => undefined)]);
      if (files === undefined) return;
      attempt.files = files;
      waitedMs = timing.monotonicNow() - attempt.beganAt;
      onWaitOver(true);
      wakeWaiting();
      await attempt.finished;
      await files.closeUnlessGone();
      if (isClosed) await files.removeEmptySidecars();
    } catch (error) {
      noteFailure(attempt, error);
    }
  }

  /** The files are never open for an attempt that has been given up. */
  async function openFilesOnceFree(attempt: Attempt): Promise<StoreFiles | undefined> {
    const { signal } = attempt.abort;
    while (!signal.aborted) {
      const files = await openFiles();
      if (files !== undefined && !signal.aborted) return files;
      files?.close();
      attempt.wasRefused ||= files === undefined;
      await new Promise<void>((resolve) => void timing.setTimeout(resolve, OPEN_AGAIN_MS));
    }
    return undefined;
  }

  function noteFailure(attempt: Attempt, error: unknown): void {
    if (attempt !== current) return;
    current = undefined;
    failure = { error };
    onWaitOver(false);
    wakeWaiting();
  }

  function wakeWaiting(): void {
    for (const wake of waiting) wake();
  }

  /** Rings as long as this session waits, and ends an attempt that nobody is interested in any more. */
  function watchOver(attempt: Attempt): void {
    timing
      .setTimeout(() => {
        if (attempt !== current || attempt.isInUse) return;
        const idleMs = timing.monotonicNow() - attempt.askedAt;
        if (idleMs >= (attempt.files === undefined ? PATIENCE_MS : UNUSED_MS)) {
          giveUp(attempt);
          onAbandoned();
          return;
        }
        if (attempt.files === undefined) onWaiting();
        watchOver(attempt);
      }, RING_MS)
      .unref?.();
  }

  function giveUp(attempt: Attempt): void {
    current = undefined;
    attempt.abort.abort();
    if (attempt.files === undefined) onWaitOver(false);
    attempt.finish();
    wakeWaiting();
  }

  return {
    get isIn() {
      return current?.files !== undefined;
    },
    get obstacle() {
      if (current?.hasLock !== true) return "lock";
      return current.wasRefused ? "files" : "opening";
    },
    get waitedMs() {
      return waitedMs;
    },
    ask,
    tryEnter() {
      if (failure !== undefined) {
        const { error } = failure;
        failure = undefined;
        throw error;
      }
      ask();
      if (current?.files === undefined) return false;
      current.isInUse = true;
      return true;
    },
    async waitForEntry(ms) {
      if (failure !== undefined || current === undefined || current.files !== undefined) return;
      const { promise: woken, resolve: wake } = createDeferred();
      waiting.add(wake);
      const timer = timing.setTimeout(wake, ms);
      await woken;
      timing.clearTimeout(timer);
      waiting.delete(wake);
    },
    leave() {
      if (current !== undefined) giveUp(current);
    },
    leaveAtOnce() {
      current?.files?.close();
      if (current !== undefined) giveUp(current);
    },
    async close() {
      isClosed = true;
      if (current !== undefined) giveUp(current);
      await Promise.all(ending);
    },
  };
}

function createDeferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
