/** What koa-session takes as its `store`. */
export interface KoaSessionStore {
  /** The data of an id; undefined where the session is gone. */
  get(id: string): Promise<Record<string, unknown> | undefined>;
  /** Stores a session for `maxAge` milliseconds, or with `"session"` for `defaultTtlMs`. */
  set(id: string, session: object, maxAge: number | "session" | undefined): Promise<void>;
  /** Removes a session. */
  destroy(id: string): Promise<void>;
  /** Closes the store, if the adapter opened it. The host does not know it. */
  close(): Promise<void>;
}
