/** What Telegraf asks of the `store` of its sessions. */
export interface SessionStore<T> {
  /** A session, or undefined. */
  readonly get: (name: string) => Promise<T | undefined>;
  /** Writes a session over whatever is there. */
  readonly set: (name: string, value: T) => Promise<void>;
  /** Removes a session; one that is not there is no failure. */
  readonly delete: (name: string) => Promise<void>;
}
