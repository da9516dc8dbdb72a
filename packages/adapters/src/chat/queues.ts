import type { JsonValue, KeyedStore, WriteOptions } from "@keyed-store/core";
import { toJsonValue } from "../shared/to-json-value.js";
import type { QueueEntry } from "./host-types.js";

/** A queue entry as it is stored: the message is what its `toJSON` gives. */
export interface StoredQueueEntry {
  readonly enqueuedAt: number;
  readonly expiresAt: number;
  readonly message: JsonValue;
}

type Queues = KeyedStore<readonly StoredQueueEntry[]>;

/**
 * Appends to a queue in one step, drops its oldest over `maxSize`, and gives how many wait. A queue that nobody takes from is
 * gone with the last of its entries.
 */
export async function enqueue(queues: Queues, threadId: string, entry: QueueEntry, maxSize: number): Promise<number> {
  const { enqueuedAt, expiresAt, message } = entry;
  const stored = { enqueuedAt, expiresAt, message: toJsonValue(message) ?? null };
  let depth = 0;
  await queues.modify(threadId, (queue) => {
    const all = [...(queue?.value ?? []), stored];
    const waiting = all.slice(Math.max(0, all.length - maxSize));
    depth = waiting.length;
    return depth === 0 ? null : { value: waiting, ...expiryOf(waiting) };
  });
  return depth;
}

/** Takes the oldest of a queue, in one step. */
export async function dequeue(queues: Queues, threadId: string): Promise<StoredQueueEntry | null> {
  let taken: StoredQueueEntry | undefined;
  await queues.modify(threadId, (queue) => {
    const [first, ...rest] = queue?.value ?? [];
    taken = first;
    if (first === undefined) return undefined;
    return rest.length === 0 ? null : { value: rest };
  });
  return taken ?? null;
}

/** The SDK handles an entry at the millisecond of its expiry still, a store does not. */
function expiryOf(waiting: readonly StoredQueueEntry[]): WriteOptions {
  const last = Math.max(...waiting.map(({ expiresAt }) => Math.floor(expiresAt) + 1));
  return Number.isSafeInteger(last) ? { expiresAt: Math.max(0, last) } : { ttlMs: null };
}
