import type { Backend } from "../backend/backend.js";
import { CommitQueue } from "./commit-queue.js";
import type { Waiting } from "./scheduler.js";

const queues: WeakMap<Backend, CommitQueue> = new WeakMap();

/** The one queue of a backend, however many stores are open on it. */
export function queueOf(backend: Backend, waiting: Waiting): CommitQueue {
  const known = queues.get(backend);
  if (known !== undefined) return known;
  const queue = new CommitQueue(backend, waiting);
  queues.set(backend, queue);
  return queue;
}
