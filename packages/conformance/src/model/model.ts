import type { ModelEntry, NamespaceRules, StoreRules, Write } from "./rules.js";
import type { StepExpiry } from "./step.js";

/**
 * The store as the contract has it, in the simplest words: a list of entries in order of age, a clock, and caps. It
 * knows nothing of files, handles or calls, and what it holds is always live.
 */
export class Model {
  now: number;
  rules: StoreRules;
  /** All live entries, oldest first. */
  entries: ModelEntry[] = [];
  /** When the last entry died of age: behind that the clock must not go, for what was dead may then live again. */
  lastDeath = 0;
  #writes = 0;
  /** Entries that were looked at when half of their time was over, and are still to have it begun anew. */
  #lookedAt: ModelEntry[] = [];

  constructor(now: number, rules: StoreRules) {
    this.now = now;
    this.rules = rules;
  }

  /** Moves the clock; what expires is gone (KS-TTL-2). */
  moveClockClamped(milliseconds: number): number {
    const target = Math.max(this.now + milliseconds, milliseconds < 0 ? Math.min(this.now, this.lastDeath) : 0);
    const moved = target - this.now;
    this.now = target;
    this.#removeExpiredEntries();
    return moved;
  }

  listNamespaceEntries(namespaceIndex: number): ModelEntry[] {
    return this.entries.filter((entry) => entry.namespaceIndex === namespaceIndex);
  }

  listOwnerEntries(owner: string): ModelEntry[] {
    return this.entries.filter((entry) => this.#getNamespaceRules(entry.namespaceIndex).owner === owner);
  }

  findEntry(namespaceIndex: number, key: string): ModelEntry | undefined {
    return this.entries.find((entry) => entry.namespaceIndex === namespaceIndex && entry.key === key);
  }

  /** Does all writes, or gives false and has done none (KS-ATOM-2, KS-CAP-1, KS-CAP-2). */
  commitWritesUnlessFull(writes: readonly Write[]): boolean {
    const before = this.entries;
    const written = new Set<ModelEntry>();
    // A step that adds has the caps judged, at the end, even where a later step takes it back.
    const grown = new Set<number>();
    for (const { kind, namespaceIndex, key, value, expiresAt } of writes) {
      const found = this.findEntry(namespaceIndex, key);
      const isPast = expiresAt !== undefined && expiresAt <= this.now;
      if (kind === "touch" && !isPast) {
        if (found === undefined) continue;
        const touched = { ...found, expiresAt };
        this.entries = this.entries.map((entry) => (entry === found ? touched : entry));
        if (written.has(found)) written.add(touched);
        continue;
      }
      this.removeEntries((entry) => entry === found);
      // What would have expired already takes no room (KS-TTL-7).
      if (kind !== "write" || isPast) continue;
      if (found === undefined) grown.add(namespaceIndex);
      const entry = { namespaceIndex, key, value, createdAt: this.now, expiresAt, order: ++this.#writes };
      this.entries.push(entry);
      written.add(entry);
    }
    if (this.#evictToFitCaps(grown, written)) return true;
    this.entries = before;
    return false;
  }

  /** When what a step writes is to expire (KS-TTL-3, KS-TTL-7). */
  expiryOf(namespaceIndex: number, { ttlMs, until }: StepExpiry): number | undefined {
    if (until !== undefined) return this.now + until;
    const time = ttlMs === undefined ? this.#getNamespaceRules(namespaceIndex).defaultTtlMs : ttlMs;
    return time === null ? undefined : this.now + time;
  }

  /** Notes that an entry was looked at (KS-TTL-8). */
  lookAt(entry: ModelEntry | undefined): void {
    if (entry?.expiresAt === undefined) return;
    const { slidingTtl, defaultTtlMs } = this.#getNamespaceRules(entry.namespaceIndex);
    if (!slidingTtl || defaultTtlMs === null) return;
    const own = entry.expiresAt - entry.createdAt;
    const time = own > 0 ? Math.min(own, defaultTtlMs) : defaultTtlMs;
    if (entry.expiresAt - this.now < time / 2) this.#lookedAt.push(entry);
  }

  /** Begins the time of what was looked at anew, if it is as it was then. */
  renewLookedAt(): void {
    for (const seen of this.#lookedAt.splice(0)) {
      const { namespaceIndex, key } = seen;
      if (!this.entries.includes(seen)) continue;
      this.commitWritesUnlessFull([
        { kind: "touch", namespaceIndex, key, expiresAt: this.expiryOf(namespaceIndex, {}) },
      ]);
    }
  }

  /** Removes entries and says how many there were. */
  removeEntries(matches: (entry: ModelEntry) => boolean): number {
    const kept = this.entries.filter((entry) => !matches(entry));
    const removed = this.entries.length - kept.length;
    this.entries = kept;
    return removed;
  }

  #evictToFitCaps(grownNamespaces: ReadonlySet<number>, writtenEntries: ReadonlySet<ModelEntry>): boolean {
    for (const namespaceIndex of grownNamespaces) {
      const { maxEntries, overflow } = this.#getNamespaceRules(namespaceIndex);
      if (
        !this.#evictExcess(
          this.listNamespaceEntries(namespaceIndex),
          maxEntries,
          writtenEntries,
          () => overflow === "evict-oldest",
        )
      )
        return false;
    }
    for (const owner of new Set(
      [...grownNamespaces].map((namespaceIndex) => this.#getNamespaceRules(namespaceIndex).owner),
    )) {
      const { maxEntriesPerOwner, ownerOverflow } = this.rules;
      const evictable = (entry: ModelEntry): boolean =>
        ownerOverflow === "evict-oldest" && this.#getNamespaceRules(entry.namespaceIndex).overflow === "evict-oldest";
      if (!this.#evictExcess(this.listOwnerEntries(owner), maxEntriesPerOwner, writtenEntries, evictable)) return false;
    }
    return true;
  }

  #evictExcess(
    entries: readonly ModelEntry[],
    maxEntries: number,
    writtenEntries: ReadonlySet<ModelEntry>,
    isEvictable: (entry: ModelEntry) => boolean,
  ): boolean {
    const surplus = Math.max(0, entries.length - maxEntries);
    const going = entries.filter((entry) => !writtenEntries.has(entry) && isEvictable(entry)).slice(0, surplus);
    this.removeEntries((entry) => going.includes(entry));
    return going.length === surplus;
  }

  #removeExpiredEntries(): void {
    const dead = this.entries.filter((entry) => entry.expiresAt !== undefined && entry.expiresAt <= this.now);
    this.lastDeath = Math.max(this.lastDeath, ...dead.map((entry) => entry.expiresAt ?? 0));
    this.removeEntries((entry) => dead.includes(entry));
  }

  #getNamespaceRules(namespaceIndex: number): NamespaceRules {
    const rules = this.rules.namespaces[namespaceIndex];
    if (rules === undefined) throw new Error(`the model has no namespace ${namespaceIndex}`);
    return rules;
  }
}
