/** What grammY asks of the `storage` of its sessions. */
export interface StorageAdapter<T> {
  /** A session, or undefined. */
  readonly read: (key: string) => Promise<T | undefined>;
  /** Writes a session over whatever is there. */
  readonly write: (key: string, value: T) => Promise<void>;
  /** Removes a session; one that is not there is no failure. */
  readonly delete: (key: string) => Promise<void>;
  /** Whether there is a session. */
  readonly has: (key: string) => Promise<boolean>;
  /** The keys of all sessions, oldest write first. */
  readonly readAllKeys: () => AsyncIterable<string>;
  /** All sessions, oldest write first. */
  readonly readAllValues: () => AsyncIterable<T>;
  /** All sessions with their keys, oldest write first. */
  readonly readAllEntries: () => AsyncIterable<[key: string, value: T]>;
}
