import type { JsonValue } from "@keyed-store/core";

/** The data of a session, as JSON. */
export type SessionData = { [name: string]: JsonValue };

/** A session that is stored. */
export interface SessionRecord {
  readonly id: string;
  readonly data: SessionData;
  /** The first millisecond at which it is gone. */
  readonly expiresAt: number | undefined;
}

/** When a session expires: an instant in milliseconds since the epoch, a time to live, or as the default says. */
export interface SessionExpiry {
  readonly expiresAt?: number;
  readonly ttlMs?: number;
}

/** The sessions of one application. Each operation is one atomic step, and rejects as those of `KeyedStore` do. */
export interface SessionRecords {
  /** A session that lives. */
  read(id: string): Promise<SessionRecord | undefined>;
  /** Stores what `JSON.stringify` would write of the data, over whatever is there. */
  write(id: string, data: unknown, expiry: SessionExpiry): Promise<void>;
  /** A new expiry and nothing else; a session that is gone stays gone. */
  touch(id: string, expiry: SessionExpiry): Promise<void>;
  /** Removes a session, if it is there. */
  remove(id: string): Promise<void>;
  /** Every session that lives, read in pages. */
  all(): AsyncIterable<SessionRecord>;
  count(): Promise<number>;
  clear(): Promise<void>;
  /** Closes the store, if the adapter opened it. */
  close(): Promise<void>;
}
