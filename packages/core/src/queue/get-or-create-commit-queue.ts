import type { Backend } from "../backend/backend.js";
import { CommitQueue } from "./commit-queue.js";
import type { Scheduler } from "./scheduler.js";

const queues: WeakMap<Backend, CommitQueue> = new WeakMap();

/** The one queue of a backend, however many stores are open on it. */
export function getOrCreateCommitQueue(backend: Backend, scheduler: Scheduler): CommitQueue {
  const existing = queues.get(backend);
  if (existing !== undefined) return existing;
  const queue = new CommitQueue(backend, scheduler);
  queues.set(backend, queue);
  return queue;
}
