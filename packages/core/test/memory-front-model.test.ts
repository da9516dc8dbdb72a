import fc from "fast-check";
import { expect, test } from "vitest";
import { createAgeQueue } from "../src/layers/memory-front/age-queue.js";
import { createMemoryFront } from "../src/layers/memory-front/create-memory-front.js";
import type { MemoryFront } from "../src/layers/memory-front/memory-front.js";
import { openFake } from "./support/open-fake.js";

type Deed = { readonly do: "record" | "forget" | "lookup" | "peek" | "warmup" | "flush"; readonly key: string };

const deed: fc.Arbitrary<Deed> = fc.record({
  do: fc.constantFrom("record", "record", "record", "forget", "forget", "lookup", "lookup", "peek", "warmup", "flush"),
  key: fc.constantFrom("a", "b", "c", "d"),
});
const plan = fc.record({
  deeds: fc.array(deed, { minLength: 1, maxLength: 30, size: "max" }),
  maxEntries: fc.integer({ min: 4, max: 5 }),
  maxBacklog: fc.integer({ min: 1, max: 3 }),
  before: fc.subarray(["a", "b", "c", "d"]),
});
const ROUNDS = { numRuns: 500 };

type Wrap = (front: MemoryFront<number>) => MemoryFront<number>;

/** Does all deeds as fast as it may, pausing where the scheduler wants, and compares memory and store with what was done last. */
async function perform(
  scheduler: fc.Scheduler,
  { deeds, before, ...options }: typeof plan extends fc.Arbitrary<infer Plan> ? Plan : never,
  wrap: Wrap = (front) => front,
): Promise<void> {
  const { store, rival } = await openFake({
    capabilities: { synchronous: false },
    later: (work) => scheduler.schedule(Promise.resolve(), "backend").then(work),
  });
  const space = { namespace: "seen", maxEntries: 100 };
  const beneath = (await rival()).openKeyedStore<number>(space);
  const last = new Map<string, number | undefined>(before.map((key) => [key, -1]));
  for (const key of before) await beneath.register(key, -1);
  const errors: unknown[] = [];
  const front = wrap(
    createMemoryFront(store.openKeyedStore<number>(space), { ...options, onError: (error) => errors.push(error) }),
  );
  const promises: Promise<unknown>[] = [];
  const check = (): void => {
    for (const [key, value] of last) expect([undefined, value]).toContain(front.peek(key));
  };
  const act = async (): Promise<void> => {
    for (const [i, { do: what, key }] of deeds.entries()) {
      await scheduler.schedule(Promise.resolve(), "caller");
      if (what === "record") {
        front.record(key, i);
        last.set(key, i);
        expect(front.peek(key)).toBe(i);
      } else if (what === "forget") {
        promises.push(front.forget(key));
        last.set(key, undefined);
      } else if (what === "lookup") {
        const known = last.get(key);
        promises.push(front.lookup(key).then((found) => expect(found).toBe(known)));
      } else if (what === "peek") {
        check();
      } else {
        promises.push(front[what]());
      }
    }
    await Promise.all(promises);
    await front.flush();
  };
  await scheduler.waitFor(act());
  check();
  expect(errors).toEqual([]);
  for (const key of ["a", "b", "c", "d"]) expect(await beneath.lookup(key)).toBe(last.get(key));
}

test("KS-FRONT-1 KS-FRONT-2 KS-FRONT-3 KS-FRONT-4 in no order of events do memory and store end up with anything but what was done last", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), plan, (scheduler, what) => perform(scheduler, what)),
    ROUNDS,
  );
});

test("control: a front that answers a lookup from what it remembers of before is told from this one", async () => {
  const stale: Wrap = (front) => {
    const remembered = new Map<string, Promise<number | undefined>>();
    return {
      ...front,
      lookup(key) {
        const known = remembered.get(key) ?? front.lookup(key);
        remembered.set(key, known);
        return known;
      },
    };
  };
  const property = fc.asyncProperty(fc.scheduler(), plan, (scheduler, what) => perform(scheduler, what, stale));
  expect((await fc.check(property, { ...ROUNDS, endOnFailure: true })).failed).toBe(true);
});

test("KS-FRONT-1 the oldest comes first, in whatever order it went in", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 9 }), { size: "max", maxLength: 200 }), (ages) => {
      const queue = createAgeQueue<{ createdAt: number; order: number }>();
      for (const [order, createdAt] of ages.entries()) queue.push({ createdAt, order });
      const sorted = ages.map((createdAt, order) => ({ createdAt, order }));
      sorted.sort((a, b) => a.createdAt - b.createdAt || a.order - b.order);
      expect(queue.size).toBe(ages.length);
      expect(sorted.map(() => queue.pop())).toEqual(sorted);
      expect(queue.pop()).toBeUndefined();
    }),
  );
});
