/** An entry as it is stored: its value is JSON text, and not yet known to be sound. */
export interface StoredEntry {
  readonly key: string;
  readonly json: string;
  /** When it was last written (never by `touch`), milliseconds since the epoch. */
  readonly createdAt: number;
  /** The first millisecond at which it is gone; `null` for never. */
  readonly expiresAt: number | null;
  readonly version: number;
}
