/** A lock that some page or worker of the origin has. */
export interface HeldLock {
  readonly name?: string;
  /** The page or worker, by the browser's own name for it. */
  readonly clientId?: string;
}

/** What is needed of `navigator.locks`. */
export interface WebLocks {
  /** Calls `whileHeld` when the lock is granted, in the order of the requests, and keeps it until the promise is settled. */
  request(
    name: string,
    options: { readonly mode: "exclusive"; readonly signal: AbortSignal },
    whileHeld: () => Promise<void>,
  ): Promise<void>;
  query(): Promise<{ readonly held?: readonly HeldLock[] }>;
}
