import type { Backend } from "../backend/backend.js";
import type { OwnerOverflowPolicy } from "../backend/namespace-ref.js";
import type { Access } from "../contract/backend-info.js";
import type { Limits } from "../contract/limits.js";
import type { OverCommittedEvent } from "../contract/store-event.js";
import type { QueueClient } from "../queue/call.js";
import type { CommitQueue } from "../queue/commit-queue.js";

/** What is behind a `StateStore` and all of its handles. */
export interface StoreContext {
  readonly backend: Backend;
  readonly queue: CommitQueue;
  readonly client: QueueClient;
  readonly limits: Limits;
  readonly ownerOverflow: OwnerOverflowPolicy;
  readonly access: Access;
  readonly emit: (event: OverCommittedEvent) => void;
  /** What is told, with the error to end with, when `close` is called. */
  readonly closings: Set<(error: unknown) => void>;
  /** Set when `close` is called, to what is said of it; nothing is issued after that. */
  closedMessage: string | undefined;
}
