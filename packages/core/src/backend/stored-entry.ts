import type { EpochMs } from "../contract/clock.js";
import type { EntryVersion } from "../contract/entry.js";

/** A value as it is stored: the text of its JSON. */
export type JsonText = string;

/** An entry as it is stored: its value is JSON text, and not yet known to be sound. */
export interface StoredEntry {
  readonly key: string;
  readonly json: JsonText;
  /** When it was last written (never by `touch`), milliseconds since the epoch. */
  readonly createdAt: EpochMs;
  /** The first millisecond at which it is gone; `null` for never. */
  readonly expiresAt: EpochMs | null;
  readonly version: EntryVersion;
}
