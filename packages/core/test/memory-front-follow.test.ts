import fc from "fast-check";
import { expect, test } from "vitest";
import { createMemoryFront } from "../src/layers/memory-front/create-memory-front.js";
import type { MemoryFront } from "../src/layers/memory-front/memory-front.js";
import { openFake } from "./support/open-fake.js";

const KEYS = ["a", "b", "c"] as const;

interface Deed {
  readonly do: "record" | "forget" | "lookup" | "warmup" | "flush" | "overwrite" | "delete";
  readonly key: (typeof KEYS)[number];
}

const deeds = fc.array(
  fc.record<Deed>({
    do: fc.constantFrom(
      "record",
      "record",
      "forget",
      "lookup",
      "lookup",
      "warmup",
      "flush",
      "overwrite",
      "overwrite",
      "delete",
    ),
    key: fc.constantFrom(...KEYS),
  }),
  { minLength: 1, maxLength: 25, size: "max" },
);

/** Reading all keys may take a part of real time only, by a monotonic clock that no store takes from its caller: it must pass. */
const pass = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

/** Does all deeds as fast as it may, beside a rival, and compares memory with the store when all is quiet. */
async function perform(
  scheduler: fc.Scheduler,
  plan: readonly Deed[],
  maxBacklog: number,
  follow: boolean,
): Promise<void> {
  const { store, rival } = await openFake({
    capabilities: { synchronous: false },
    later: (work) => scheduler.schedule(Promise.resolve(), "backend").then(work),
  });
  const space = { namespace: "seen", maxEntries: 100 };
  const beneath = (await rival()).openKeyedStore<number>(space);
  const errors: unknown[] = [];
  const front: MemoryFront<number> = createMemoryFront(store.openKeyedStore<number>(space), {
    maxEntries: 5,
    maxBacklog,
    follow,
    onError: (error) => errors.push(error),
  });
  const promises: Promise<unknown>[] = [];

  async function act(): Promise<void> {
    for (const [i, { do: what, key }] of plan.entries()) {
      await scheduler.schedule(Promise.resolve(), "caller");
      if (what === "record") {
        front.record(key, i);
        expect(front.peek(key)).toBe(i);
      } else if (what === "overwrite") promises.push(beneath.register(key, 1_000 + i));
      else if (what === "delete") promises.push(beneath.delete(key));
      else if (what === "forget" || what === "lookup") promises.push(front[what](key));
      else promises.push(front[what]());
    }
    await Promise.all(promises);
    await front.flush();
    for (let turn = 0; turn < 2_000 && !(await isSettled()); turn++) await pass();
  }

  async function isSettled(): Promise<boolean> {
    const stored = await beneath.lookupMany(KEYS);
    return KEYS.every((key, position) => [undefined, stored[position]].includes(front.peek(key)));
  }

  await scheduler.waitFor(act());
  expect(await isSettled(), JSON.stringify(plan)).toBe(true);
  expect(errors).toEqual([]);
  await scheduler.waitFor(store.close());
}

test("KS-FRONT-5 in no order of events does memory keep what others overwrote or deleted", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), deeds, fc.integer({ min: 1, max: 3 }), (scheduler, plan, maxBacklog) =>
      perform(scheduler, plan, maxBacklog, true),
    ),
    { numRuns: 300 },
  );
});

test("control: a front that does not follow keeps it", async () => {
  const property = fc.asyncProperty(fc.scheduler(), deeds, (scheduler, plan) => perform(scheduler, plan, 3, false));
  expect((await fc.check(property, { numRuns: 300, endOnFailure: true })).failed).toBe(true);
});
