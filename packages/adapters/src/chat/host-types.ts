/** A lock on a thread, as its holder has it. */
export interface Lock {
  readonly threadId: string;
  /** What proves that a lock is one's own. */
  readonly token: string;
  /** When it ends unless it is extended, in milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** A message that waits for its turn. What the message is, is the host's. */
export interface QueueEntry {
  readonly enqueuedAt: number;
  /** When it is not worth handling any more, in milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly message: unknown;
}

/** How an append trims its list, and how long the list then lives. */
export interface ListOptions {
  readonly maxLength?: number | undefined;
  readonly ttlMs?: number | undefined;
}

/** What the Chat SDK asks of a `state`. Times to live are milliseconds; for `set` and its like, 0 is none. */
export interface ChatSdkStateAdapter {
  /** Opens the store. Before, everything else is refused. */
  connect(): Promise<void>;
  /** Ends the use of the store, and closes it if it was opened here. */
  disconnect(): Promise<void>;
  /** Remembers a thread, for ever. */
  subscribe(threadId: string): Promise<void>;
  /** Forgets a thread. */
  unsubscribe(threadId: string): Promise<void>;
  /** Whether a thread is remembered. */
  isSubscribed(threadId: string): Promise<boolean>;
  /** A lock, or null where another one holds it. */
  acquireLock(threadId: string, ttlMs: number): Promise<Lock | null>;
  /** Lets a lock live for so long from now; false where it is not held with this token any more. */
  extendLock(lock: Lock, ttlMs: number): Promise<boolean>;
  /** Gives a lock up, if it is held with this token. */
  releaseLock(lock: Lock): Promise<void>;
  /** Ends a lock, whoever holds it. */
  forceReleaseLock(threadId: string): Promise<void>;
  /** A value, or null. */
  get<T = unknown>(key: string): Promise<T | null>;
  /** Writes a value over whatever is there. */
  set<T = unknown>(key: string, value: T, ttlMs?: number): Promise<void>;
  /** Writes a value where none is; true for the one that did. */
  setIfNotExists(key: string, value: unknown, ttlMs?: number): Promise<boolean>;
  /** Removes a value or a list. */
  delete(key: string): Promise<void>;
  /** Appends to a list, keeps its newest, and begins its time anew. */
  appendToList(key: string, value: unknown, options?: ListOptions): Promise<void>;
  /** A list, oldest first; empty where there is none. */
  getList<T = unknown>(key: string): Promise<T[]>;
  /** Appends to a thread's queue, keeps its newest, and gives how many wait. */
  enqueue(threadId: string, entry: QueueEntry, maxSize: number): Promise<number>;
  /** Takes the oldest of a thread's queue, or null. */
  dequeue<E extends QueueEntry = QueueEntry>(threadId: string): Promise<E | null>;
  /** How many wait. */
  queueDepth(threadId: string): Promise<number>;
}
