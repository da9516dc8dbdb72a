import { type Backend, type Clock, isWrite, KeyedStoreError, type Outcome, systemClock } from "@keyed-store/core";
import { inWorker } from "./as-worker-backend.js";
import type { Thread } from "./engine-thread.js";
import { errorOf } from "./error-data.js";
import type { ClockKind, OpenAnswer, OutcomeData } from "./messages.js";
import { ThreadEnded } from "./thread-ended.js";

/** A store that is open in a worker thread. */
export interface Remote {
  readonly backend: Backend;
  /** Counts one more opening, and who listens to it. */
  join(opening: number): void;
}

/** The backend of a store in a worker thread. `onIdle` is told when its last opening is closed. */
export function remoteBackend(thread: Thread, answer: OpenAnswer, onIdle: () => void): Remote {
  const { store, databasePath, hasBackup } = answer;
  const info = inWorker(answer.info);
  const openings: number[] = [];
  let release: (() => void) | undefined;

  const explained = async <R>(asked: Promise<R>, writes: boolean): Promise<R> => {
    try {
      return await asked;
    } catch (error) {
      throw error instanceof ThreadEnded ? unknownEnd(error, writes) : error;
    }
  };

  const backend: Backend = {
    info,
    databasePath,
    async execute(batch, clock) {
      try {
        return (await thread.ask({ kind: "execute", store, batch, clock: kindOf(clock) }, clock)).map(outcomeOf);
      } catch (error) {
        if (!(error instanceof ThreadEnded)) throw error;
        return batch.map((transaction) => ({ status: "failed", error: unknownEnd(error, transaction.some(isWrite)) }));
      }
    },
    flush: () => explained(thread.ask({ kind: "flush", store }), true),
    probe: (clock) => explained(thread.ask({ kind: "probe", store, clock: kindOf(clock) }, clock), false),
    ...(hasBackup
      ? { backup: (destination) => explained(thread.ask({ kind: "backup", store, destination }), false) }
      : {}),
    async close() {
      const isLast = openings.length === 1;
      if (isLast) onIdle();
      try {
        await thread.ask({ kind: "close", store });
      } catch (error) {
        // With its thread, a store is closed.
        if (!(error instanceof ThreadEnded)) throw error;
      } finally {
        for (const opening of isLast ? openings.splice(0) : openings.splice(0, 1)) thread.unlisten(opening);
        if (isLast) release?.();
      }
    },
  };

  return {
    backend,
    join(opening) {
      release ??= thread.hold();
      openings.push(opening);
    },
  };
}

/** The clock of the system goes alike in every thread. Any other may be anything, and is asked where it lives. */
function kindOf(clock: Clock): ClockKind {
  return clock === systemClock ? "system" : "asked";
}

function outcomeOf(data: OutcomeData): Outcome {
  return data.status === "failed" ? { status: "failed", error: errorOf(data.error) } : data;
}

function unknownEnd(cause: ThreadEnded, writes: boolean): KeyedStoreError {
  const message = writes
    ? "The worker thread of the store has ended, so that the write may have happened or not; see the cause. Open the store again, and look."
    : "The worker thread of the store has ended; see the cause. Open the store again.";
  return new KeyedStoreError(writes ? "KEYED_STORE_WRITE_FAILED" : "KEYED_STORE_READ_FAILED", message, { cause });
}
