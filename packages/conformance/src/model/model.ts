import type { ModelEntry, NamespaceRules, StoreRules, Write } from "./rules.js";

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

  constructor(now: number, rules: StoreRules) {
    this.now = now;
    this.rules = rules;
  }

  /** Moves the clock; what expires is gone (KS-TTL-2). */
  moveClock(milliseconds: number): number {
    const target = Math.max(this.now + milliseconds, milliseconds < 0 ? Math.min(this.now, this.lastDeath) : 0);
    const moved = target - this.now;
    this.now = target;
    this.#bury();
    return moved;
  }

  of(space: number): ModelEntry[] {
    return this.entries.filter((entry) => entry.space === space);
  }

  ofOwner(owner: string): ModelEntry[] {
    return this.entries.filter((entry) => this.#rules(entry.space).owner === owner);
  }

  get(space: number, key: string): ModelEntry | undefined {
    return this.entries.find((entry) => entry.space === space && entry.key === key);
  }

  /** Does all writes, or gives false and has done none (KS-ATOM-2, KS-CAP-1, KS-CAP-2). */
  commit(writes: readonly Write[]): boolean {
    const before = this.entries;
    const written = new Set<ModelEntry>();
    // A step that adds has the caps judged, at the end, even where a later step takes it back.
    const grown = new Set<number>();
    for (const write of writes) {
      if ("value" in write && this.get(write.space, write.key) === undefined) grown.add(write.space);
      this.remove((entry) => entry.space === write.space && entry.key === write.key);
      if (!("value" in write)) continue;
      const { defaultTtlMs } = this.#rules(write.space);
      const ttlMs = write.ttlMs === undefined ? defaultTtlMs : write.ttlMs;
      const expiresAt = ttlMs === null ? undefined : this.now + ttlMs;
      const entry = {
        space: write.space,
        key: write.key,
        value: write.value,
        createdAt: this.now,
        expiresAt,
        order: ++this.#writes,
      };
      this.entries.push(entry);
      written.add(entry);
    }
    if (this.#makeRoom(grown, written)) return true;
    this.entries = before;
    return false;
  }

  /** Gives an entry a new expiry and nothing else. */
  touch(space: number, key: string, ttlMs: number | null): boolean {
    const expiresAt = ttlMs === null ? undefined : this.now + ttlMs;
    const found = this.get(space, key);
    this.entries = this.entries.map((entry) => (entry === found ? { ...entry, expiresAt } : entry));
    return found !== undefined;
  }

  /** Removes entries and says how many there were. */
  remove(which: (entry: ModelEntry) => boolean): number {
    const kept = this.entries.filter((entry) => !which(entry));
    const removed = this.entries.length - kept.length;
    this.entries = kept;
    return removed;
  }

  #makeRoom(grown: ReadonlySet<number>, written: ReadonlySet<ModelEntry>): boolean {
    for (const space of grown) {
      const { maxEntries, overflow } = this.#rules(space);
      if (!this.#evict(this.of(space), maxEntries, written, () => overflow === "evict-oldest")) return false;
    }
    for (const owner of new Set([...grown].map((space) => this.#rules(space).owner))) {
      const { maxEntriesPerOwner, ownerOverflow } = this.rules;
      const evictable = (entry: ModelEntry): boolean =>
        ownerOverflow === "evict-oldest" && this.#rules(entry.space).overflow === "evict-oldest";
      if (!this.#evict(this.ofOwner(owner), maxEntriesPerOwner, written, evictable)) return false;
    }
    return true;
  }

  #evict(
    of: readonly ModelEntry[],
    most: number,
    written: ReadonlySet<ModelEntry>,
    evictable: (entry: ModelEntry) => boolean,
  ): boolean {
    const surplus = Math.max(0, of.length - most);
    const going = of.filter((entry) => !written.has(entry) && evictable(entry)).slice(0, surplus);
    this.remove((entry) => going.includes(entry));
    return going.length === surplus;
  }

  #bury(): void {
    const dead = this.entries.filter((entry) => entry.expiresAt !== undefined && entry.expiresAt <= this.now);
    this.lastDeath = Math.max(this.lastDeath, ...dead.map((entry) => entry.expiresAt ?? 0));
    this.remove((entry) => dead.includes(entry));
  }

  #rules(space: number): NamespaceRules {
    const rules = this.rules.namespaces[space];
    if (rules === undefined) throw new Error(`the model has no namespace ${space}`);
    return rules;
  }
}
