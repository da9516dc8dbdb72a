import type { JsonText } from "../../backend/stored-entry.js";
import type { EpochMs } from "../../contract/clock.js";
import type { EntryVersion } from "../../contract/entry.js";
import { type Aged, createAgeQueue } from "./age-queue.js";

/** An entry in memory. */
export interface CachedEntry {
  readonly key: string;
  readonly json: JsonText;
  readonly expiresAt: EpochMs | null;
}

interface Slot extends CachedEntry, Aged {}

/** What the version of an entry is lowered by, so that any is below all that was recorded since. */
const BELOW_ALL = 2 ** 53;

/** Entries up to a cap. When it is full, it drops the oldest. */
export interface EntryCache {
  get(key: string): CachedEntry | undefined;
  /**
   * Puts an entry in the place of what is there, and says which entry was dropped for it: perhaps itself.
   *
   * @param createdAt - its age: of two that are equally old, the one recorded first is the older
   * @param version - of what was found in the store; it is older than all that was recorded in the same millisecond
   */
  set(entry: CachedEntry, createdAt: EpochMs, version?: EntryVersion): CachedEntry | undefined;
  delete(key: string): void;
  keys(): Iterable<string>;
}

/** Creates an empty cache for at most `maxEntries` entries. */
export function createEntryCache(maxEntries: number): EntryCache {
  const slots = new Map<string, Slot>();
  let ages = createAgeQueue<Slot>();
  let nextOrder = 0;

  /** Slots that were replaced or deleted stay among the ages until they come up, or until most of them are such. */
  function compactAgeQueue(): void {
    if (ages.size <= 2 * maxEntries + 16) return;
    ages = createAgeQueue();
    for (const slot of slots.values()) ages.push(slot);
  }

  function removeOldestEntry(): CachedEntry | undefined {
    for (let oldest = ages.pop(); oldest !== undefined; oldest = ages.pop()) {
      if (slots.get(oldest.key) !== oldest) continue;
      slots.delete(oldest.key);
      return oldest;
    }
    return undefined;
  }

  return {
    get: (key) => slots.get(key),
    set({ key, json, expiresAt }, createdAt, version) {
      const slot: Slot = {
        key,
        json,
        expiresAt,
        createdAt,
        order: version === undefined ? nextOrder++ : version - BELOW_ALL,
      };
      slots.set(key, slot);
      ages.push(slot);
      compactAgeQueue();
      return slots.size > maxEntries ? removeOldestEntry() : undefined;
    },
    delete: (key) => void slots.delete(key),
    keys: () => [...slots.keys()],
  };
}
