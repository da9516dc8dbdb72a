import { byAge } from "./by-age.js";

/** What is known of an entry in memory. */
export interface Remembered {
  readonly key: string;
  readonly json: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

interface Slot extends Remembered {
  readonly order: number;
}

/** Entries up to a cap, of which the oldest are dropped. */
export interface FrontMemory {
  get(key: string): Remembered | undefined;
  /** Puts an entry in the place of what is there, and says which entry was dropped for it: perhaps itself. */
  set(entry: Remembered): Remembered | undefined;
  delete(key: string): void;
}

/** An empty memory for at most so many entries. */
export function frontMemory(maxEntries: number): FrontMemory {
  const slots = new Map<string, Slot>();
  let ages = byAge<Slot>();
  let orders = 0;

  /** Slots that were replaced or deleted stay among the ages until they come up, or until most of them are such. */
  function tidy(): void {
    if (ages.size <= 2 * maxEntries + 16) return;
    ages = byAge();
    for (const slot of slots.values()) ages.push(slot);
  }

  function dropOldest(): Remembered | undefined {
    for (let oldest = ages.pop(); oldest !== undefined; oldest = ages.pop()) {
      if (slots.get(oldest.key) !== oldest) continue;
      slots.delete(oldest.key);
      return oldest;
    }
    return undefined;
  }

  return {
    get: (key) => slots.get(key),
    set(entry) {
      const slot: Slot = { ...entry, order: orders++ };
      slots.set(entry.key, slot);
      ages.push(slot);
      tidy();
      return slots.size > maxEntries ? dropOldest() : undefined;
    },
    delete: (key) => void slots.delete(key),
  };
}
