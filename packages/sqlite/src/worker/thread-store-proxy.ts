import { type Backend, isWrite, KeyedStoreError, type Outcome } from "@keyed-store/core";
import type { EngineThread } from "./engine-thread.js";
import { deserializeError } from "./error-data.js";
import type { OpenedStore, OutcomeData } from "./messages.js";
import { createThreadStoreChangeSubscription } from "./thread-change-subscription.js";
import { ThreadEnded } from "./thread-ended.js";
import { toAsynchronousBackendInfo } from "./to-asynchronous-backend-info.js";

/** A store that is open in a worker thread. */
export interface ThreadStoreProxy {
  readonly backend: Backend;
  /** Counts one more opening. */
  addOpening(opening: number): void;
}

/** The backend of a store in a worker thread. `onLastClose` is called when its last opening is closed. */
export function createThreadStoreProxy(
  thread: EngineThread,
  openedStore: OpenedStore,
  onLastClose: () => void,
): ThreadStoreProxy {
  const { store, databasePath, hasBackup, hasWatch } = openedStore;
  const info = toAsynchronousBackendInfo(openedStore.info);
  const openings: number[] = [];
  let release: (() => void) | undefined;

  const withThreadEndError = async <R>(asked: Promise<R>, writes: boolean): Promise<R> => {
    try {
      return await asked;
    } catch (error) {
      throw error instanceof ThreadEnded ? threadEndedError(error, writes) : error;
    }
  };

  const backend: Backend = {
    info,
    databasePath,
    async execute(batch, clock) {
      try {
        return (
          await thread.request({ kind: "execute", store, batch, clock: thread.toRequestClock(clock) }, clock)
        ).map(deserializeOutcome);
      } catch (error) {
        if (!(error instanceof ThreadEnded)) throw error;
        return batch.map((transaction) => ({
          status: "failed",
          error: threadEndedError(error, transaction.some(isWrite)),
        }));
      }
    },
    flush: () => withThreadEndError(thread.request({ kind: "flush", store }), true),
    probe: async (clock) =>
      withThreadEndError(thread.request({ kind: "probe", store, clock: thread.toRequestClock(clock) }, clock), false),
    ...(hasBackup
      ? { backup: (destination) => withThreadEndError(thread.request({ kind: "backup", store, destination }), false) }
      : {}),
    ...(hasWatch ? { watch: createThreadStoreChangeSubscription(thread, store) } : {}),
    onReleased: (listener) => thread.setReleaseListener(store, listener),
    async close() {
      const isLast = openings.length === 1;
      if (isLast) {
        onLastClose();
        thread.setReleaseListener(store, undefined);
      }
      try {
        await thread.request({ kind: "close", store });
      } catch (error) {
        // With its thread, a store is closed.
        if (!(error instanceof ThreadEnded)) throw error;
      } finally {
        for (const opening of isLast ? openings.splice(0) : openings.splice(0, 1))
          thread.removeOpeningListener(opening);
        if (isLast) release?.();
      }
    },
  };

  return {
    backend,
    addOpening(opening) {
      release ??= thread.keepAlive();
      openings.push(opening);
    },
  };
}

function deserializeOutcome(data: OutcomeData): Outcome {
  return data.status === "failed" ? { status: "failed", error: deserializeError(data.error) } : data;
}

function threadEndedError(cause: ThreadEnded, wasWriting: boolean): KeyedStoreError {
  const message = wasWriting
    ? "The worker thread of the store has ended, so that the write may have happened or not; see the cause. Open the store again, and look."
    : "The worker thread of the store has ended; see the cause. Open the store again.";
  return new KeyedStoreError(wasWriting ? "KEYED_STORE_WRITE_FAILED" : "KEYED_STORE_READ_FAILED", message, { cause });
}
