import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IterateOptions } from "../src/contract/call-options.js";
import type { Entry } from "../src/contract/entry.js";
import { openFake } from "./support/open-fake.js";

const OPTIONS = { namespace: "n", maxEntries: 1_000 };
const keyAt = (position: number) => `k${String(position).padStart(4, "0")}`;

/** A store with `count` entries, the oldest with the first key. */
async function filled(count: number) {
  const open = await openFake();
  const later = open.store.openKeyedStore<number>(OPTIONS);
  const now = open.store.openSyncKeyedStore<number>(OPTIONS);
  for (let position = 0; position < count; position++) now.register(keyAt(position), position);
  open.fake.batches.length = 0;
  return { ...open, later, now };
}

async function collect<T>(entries: AsyncIterable<Entry<T>>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of entries) keys.push(key);
  return keys;
}

describe("iterate", () => {
  it.each([0, 1, 255, 256, 257, 600])("gives all of %i entries, in pages, in every order", async (count) => {
    const { later, now } = await filled(count);
    const forwards = Array.from({ length: count }, (_, position) => keyAt(position));
    const backwards = [...forwards].reverse();
    for (const order of ["age", "key"] as const) {
      expect(await collect(later.iterate({ order }))).toEqual(forwards);
      expect(await collect(later.iterate({ order, reverse: true }))).toEqual(backwards);
      expect(Array.from(now.iterate({ order }), ({ key }) => key)).toEqual(forwards);
      expect(await collect(later.iterate({ order, limit: 300 }))).toEqual(forwards.slice(0, 300));
    }
  });

  it("reads no more than it gives", async () => {
    const { later, fake } = await filled(600);
    await collect(later.iterate({ limit: 10 }));
    expect(fake.batches).toEqual([["scan"]]);
    for await (const { key } of later.iterate()) if (key === keyAt(5)) break;
    expect(fake.batches.length).toBe(3); // the youngest, and one page
  });

  it("can be looped over again, each time from the beginning", async () => {
    const { later, now } = await filled(3);
    const [entries, sync] = [later.iterate(), now.iterate()];
    expect(await collect(entries)).toEqual(await collect(entries));
    expect([...sync]).toEqual([...sync]);
    expect([...sync].length).toBe(3);
  });

  it("goes on behind a key or a version, and within from and to", async () => {
    const { later } = await filled(6);
    const keys = (options: IterateOptions) => collect(later.iterate(options));
    const { version = 0 } = (await later.lookupEntry(keyAt(3))) ?? {};
    expect(await keys({ after: version })).toEqual([keyAt(4), keyAt(5)]);
    expect(await keys({ after: version, reverse: true })).toEqual([keyAt(2), keyAt(1), keyAt(0)]);
    expect(await keys({ order: "key", from: keyAt(1), to: keyAt(4) })).toEqual([keyAt(1), keyAt(2), keyAt(3)]);
    expect(await keys({ order: "key", from: keyAt(1), to: keyAt(4), after: keyAt(2) })).toEqual([keyAt(3)]);
    expect(await keys({ order: "key", from: keyAt(1), after: keyAt(3), reverse: true })).toEqual([keyAt(2), keyAt(1)]);
  });

  it("gives each entry at most once, and all that stay as they are, whatever is written meanwhile", async () => {
    const write = fc.record({
      after: fc.nat(400),
      kind: fc.constantFrom("register" as const, "delete" as const),
      position: fc.nat(420),
    });
    const range = fc.record({ order: fc.constantFrom("age" as const, "key" as const), reverse: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(write, { maxLength: 40 }), range, async (writes, options) => {
        const { later } = await filled(400);
        const touched = new Set<string>();
        const given: string[] = [];
        for await (const { key } of later.iterate(options)) {
          given.push(key);
          for (const { kind, position } of writes.filter(({ after }) => after === given.length)) {
            touched.add(keyAt(position));
            if (kind === "register") await later.register(keyAt(position), -1);
            else await later.delete(keyAt(position));
          }
        }
        expect(new Set(given).size).toBe(given.length);
        const untouched = Array.from({ length: 400 }, (_, position) => keyAt(position)).filter(
          (key) => !touched.has(key),
        );
        expect(untouched.filter((key) => !given.includes(key))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it("KS-VALUE-4 gives what comes before an entry that cannot be decoded", async () => {
    const sound = { key: "a", json: "1", createdAt: 1, expiresAt: null, version: 1 };
    const broken = { ...sound, key: "b", json: "{hunter2", version: 2 };
    const { store } = await openFake({ execute: () => [{ status: "done", results: [[sound, broken]] }] });
    const corrupt = expect.objectContaining({ code: "KEYED_STORE_CORRUPT", operation: "iterate", backend: "fake" });
    const later = store.openKeyedStore<number>(OPTIONS).iterate({ limit: 5 })[Symbol.asyncIterator]();
    expect((await later.next()).value).toMatchObject({ key: "a", value: 1 });
    await expect(later.next()).rejects.toEqual(corrupt);
    const now = store.openSyncKeyedStore<number>(OPTIONS).iterate({ limit: 5 })[Symbol.iterator]();
    expect(now.next().value).toMatchObject({ key: "a", value: 1 });
    expect(() => now.next()).toThrow(corrupt);
    expect(() => now.next()).not.toThrow(/hunter2/);
  });
});
