import { type BackendEvent, type Clock, type HostTimer, hostGlobals, systemClock } from "@keyed-store/core";
import type { EngineWorkerPort } from "./engine-worker-port.js";
import { deserializeError } from "./error-data.js";
import type { FromWorker, Request, RequestClock, ResultByKind, StoreId } from "./messages.js";
import { ThreadEnded } from "./thread-ended.js";

/** A worker thread with an engine in it, as seen from the thread that started it. */
export interface EngineThread {
  /** How a request is to say which clock it goes by. Throws what the clock throws, where it is read for that. */
  toRequestClock(clock: Clock): RequestClock;
  /**
   * Sends a request, and keeps the process alive until it is answered. The thread serves requests one after another, in the
   * order in which they were sent.
   *
   * @param clock - answers when the worker asks for the time
   */
  request<R extends Request>(request: R, clock?: Clock): Promise<ResultByKind[R["kind"]]>;
  /** Passes on the events of an opening, numbered anew. */
  addOpeningListener(onEvent: (event: BackendEvent) => void): number;
  removeOpeningListener(opening: number): void;
  /** Calls `listener` when the thread says that a store may have changed, and when the thread has ended. `undefined`: no longer. */
  setChangeListener(store: StoreId, listener: (() => void) | undefined): void;
  /** Calls `listener` when the thread says that a process for which a store had to wait may have left. `undefined`: no longer. */
  setReleaseListener(store: StoreId, listener: (() => void) | undefined): void;
  /** Keeps the thread from being ended for idleness, until the function it gives is called. */
  keepAlive(): () => void;
}

/** A thread that nothing holds is ended after so long: by then, even those that were refused by it have given up. */
const IDLE_MS = 2_000;

interface PendingRequest {
  readonly clock: Clock | undefined;
  /** What the clock threw when it was asked. */
  failure?: { readonly error: unknown };
  resolve(answer: never): void;
  reject(error: unknown): void;
}

/** What a thread is made with. */
export interface EngineThreadOptions {
  /** Called when the thread serves no requests any more. */
  readonly onEnd: () => void;
  /**
   * Answers a worker that asks for the time and waits for it, by a clock of the caller's; throws what the clock throws. Without it
   * such a clock is read when the request is sent.
   */
  readonly answerTime?: (clock: Clock) => void;
}

/** The thread of a worker that was just started, and serves its requests by `serveThreadRequests`. */
export function createEngineThread(worker: EngineWorkerPort, { onEnd, answerTime }: EngineThreadOptions): EngineThread {
  const pending = new Map<number, PendingRequest>();
  const listeners = new Map<number, (event: BackendEvent) => void>();
  const changeListeners = new Map<StoreId, () => void>();
  const releaseListeners = new Map<StoreId, () => void>();
  let lastNumber = 0;
  let holders = 0;
  let idle: HostTimer | undefined;
  let ended: ThreadEnded | undefined;

  function takePendingRequest(requestId: number): PendingRequest | undefined {
    const asked = pending.get(requestId);
    pending.delete(requestId);
    if (pending.size === 0) worker.setNeeded?.(false);
    return asked;
  }

  function handleWorkerMessage(message: FromWorker): void {
    switch (message.kind) {
      case "answer":
        takePendingRequest(message.id)?.resolve(message.answer as never); // an answer is of the kind that was asked for
        break;
      case "refusal": {
        const asked = takePendingRequest(message.id);
        asked?.reject(asked.failure === undefined ? deserializeError(message.error) : asked.failure.error);
        break;
      }
      case "event":
        listeners.get(message.opening)?.(message.event);
        break;
      case "change":
        changeListeners.get(message.store)?.();
        break;
      case "released":
        releaseListeners.get(message.store)?.();
        break;
      case "time":
        sendTimeForRequest(message.id);
        break;
    }
  }

  function sendTimeForRequest(requestId: number): void {
    const asked = pending.get(requestId);
    try {
      answerTime?.(asked?.clock ?? systemClock);
    } catch (error) {
      if (asked !== undefined) asked.failure = { error };
    }
  }

  function endAndRejectPending(cause: unknown): void {
    if (ended !== undefined) return;
    ended = new ThreadEnded(cause);
    onEnd();
    for (const { reject } of pending.values()) reject(ended);
    pending.clear();
    for (const listener of changeListeners.values()) listener();
  }

  worker.onMessage(handleWorkerMessage);
  worker.onEnd(endAndRejectPending);

  return {
    // The clock of the system goes alike in every thread. Any other may be anything, and is read where it lives.
    toRequestClock: (clock) =>
      clock === systemClock ? "system" : answerTime === undefined ? { at: clock() } : "asked",
    request(request, clock) {
      return new Promise((resolve, reject) => {
        if (ended !== undefined) {
          reject(ended);
          return;
        }
        const id = ++lastNumber;
        worker.post({ id, request });
        if (pending.size === 0) worker.setNeeded?.(true);
        pending.set(id, { clock, resolve, reject });
      });
    },
    addOpeningListener(onEvent) {
      listeners.set(++lastNumber, onEvent);
      return lastNumber;
    },
    removeOpeningListener: (opening) => void listeners.delete(opening),
    setChangeListener: (store, listener) => setOrDelete(changeListeners, store, listener),
    setReleaseListener: (store, listener) => setOrDelete(releaseListeners, store, listener),
    keepAlive() {
      hostGlobals.clearTimeout(idle);
      holders += 1;
      return () => {
        holders -= 1;
        if (holders > 0) return;
        idle = hostGlobals.setTimeout(endThreadIfUnused, IDLE_MS);
        idle.unref?.();
      };
    },
  };

  /** Nobody holds it, so nothing is open in it and nothing asked of it. */
  function endThreadIfUnused(): void {
    if (holders > 0 || ended !== undefined) return;
    worker.post("end");
    endAndRejectPending(new Error("It was idle."));
  }
}

function setOrDelete<Key, Value>(map: Map<Key, Value>, key: Key, value: Value | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}
