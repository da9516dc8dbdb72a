import fc from "fast-check";
import { expect, it } from "vitest";
import type { KeyedStoreError } from "../src/errors/keyed-store-error.js";
import { createMemoryFront } from "../src/layers/memory-front/create-memory-front.js";
import type { MemoryFrontOptions } from "../src/layers/memory-front/memory-front.js";
import { openFake } from "./support/open-fake.js";

const DAY = 86_400_000;
const KEYS = ["a", "b", "c", "d", "e"] as const;

/** A front of three entries with a clock to be set, and what it told. */
async function open(options: Partial<MemoryFrontOptions> = {}) {
  const time = { now: 100 * DAY };
  const { store } = await openFake({}, { clock: () => time.now });
  const handle = store.openKeyedStore<number>({ namespace: "seen", maxEntries: 100 });
  const errors: [KeyedStoreError["code"], string][] = [];
  const make = () =>
    createMemoryFront(handle, { maxEntries: 3, onError: ({ code }, key) => errors.push([code, key]), ...options });
  return { handle, make, errors, time };
}

it.each([{}, { maxBacklog: 1 }])(
  "KS-FRONT-1 what was recorded last is there when the clock stepped back (%j)",
  async (options) => {
    const { handle, make, errors, time } = await open(options);
    const front = make();
    for (const key of ["a", "b", "c"]) front.record(key, 1);
    time.now -= 2_000;
    front.record("d", 2);
    expect(["a", "b", "c", "d"].map((key) => front.peek(key))).toEqual([undefined, 1, 1, 2]);
    await front.flush();
    expect(errors).toEqual([]);
    expect(await handle.lookup("d")).toBe(2);
  },
);

it("KS-FRONT-1 KS-FRONT-3 what was recorded is kept before entries of a time that lies ahead", async () => {
  const { handle, make, time } = await open();
  time.now += 3 * DAY;
  for (const key of ["a", "b", "c"]) await handle.register(key, 1);
  time.now -= 3 * DAY;
  const front = make();
  expect(await front.warmup()).toBe(3);
  front.record("d", 2);
  expect(["a", "b", "c", "d"].map((key) => front.peek(key))).toEqual([undefined, 1, 1, 2]);
  expect(await front.lookup("a")).toBe(1);
  expect(["b", "c", "d"].map((key) => front.peek(key))).toEqual([1, 1, 2]);
});

it("KS-FRONT-1 KS-FRONT-3 what was written last is the youngest, also before others of a time that lies ahead", async () => {
  const { handle, make, time } = await open();
  time.now += 3 * DAY;
  for (const key of ["a", "b"]) await handle.register(key, 1);
  time.now -= 3 * DAY;
  await handle.register("c", 1);
  const front = make();
  expect(await front.warmup()).toBe(3);
  front.record("d", 1);
  front.record("e", 1);
  expect(KEYS.map((key) => front.peek(key))).toEqual([undefined, undefined, 1, 1, 1]);
});

it("KS-FRONT-1 what happened before is older, also by a clock that stepped back", async () => {
  const { make, time } = await open();
  const front = make();
  front.record("a", 1);
  time.now -= DAY;
  for (const key of ["b", "c"]) {
    time.now += 1_000;
    front.record(key, 1);
  }
  front.record("late", 1, { at: time.now - 500 });
  expect(["a", "b", "c", "late"].map((key) => front.peek(key))).toEqual([undefined, 1, 1, 1]);
  front.record("d", 1);
  front.record("later", 1, { at: time.now - 500 });
  expect(["b", "c", "late", "d", "later"].map((key) => front.peek(key))).toEqual([undefined, 1, undefined, 1, 1]);
});

it("KS-FRONT-1 whatever the clock does, memory has the keys recorded last, and the store all of them", async () => {
  const deed = fc.record({
    key: fc.constantFrom(...KEYS),
    passes: fc.constantFrom(0, 0, 1, 5, -1, -7, 400 * DAY, -300 * DAY),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { minLength: 1, maxLength: 40, size: "max" }),
      fc.constantFrom(1, 2, 1_000),
      async (deeds, maxBacklog) => {
        const { handle, make, time, errors } = await open({ maxBacklog });
        const front = make();
        time.now = 1_000 * DAY;
        const last = new Map<string, number>();
        for (const [i, { key, passes }] of deeds.entries()) {
          time.now = Math.max(DAY, time.now + passes);
          if (!front.record(key, i)) await front.flush();
          last.delete(key);
          last.set(key, i);
          const recent = new Map([...last].slice(-3));
          expect(KEYS.map((each) => front.peek(each))).toEqual(KEYS.map((each) => recent.get(each)));
        }
        await front.flush();
        expect(errors).toEqual([]);
        for (const [key, value] of last) expect(await handle.lookup(key)).toBe(value);
      },
    ),
    { numRuns: 200 },
  );
});
