import type { KeyedStore } from "@keyed-store/core";
import { describe, expect, it } from "vitest";
import { settleMicrotasks } from "./support/fake-scheduler.js";
import { openFake } from "./support/open-fake.js";

/** A store of which every commit takes so long. */
async function slow(commitMs: number) {
  const opened = await openFake({
    before: () => {
      opened.scheduler.time += commitMs;
    },
  });
  return { ...opened, keyed: opened.store.openKeyedStore<number>({ namespace: "n", maxEntries: 100 }) };
}

describe("KS-THREAD-3 others have their turn on the thread", () => {
  it("between the commits of what was issued in one go", async () => {
    const { keyed, fake, scheduler } = await slow(1.2);
    const all = Promise.all(Array.from({ length: 8_000 }, (_, i) => keyed.register("x", i)));
    await settleMicrotasks();
    expect(fake.batches.length).toBe(4);
    expect(scheduler.time).toBeCloseTo(4.8);
    await scheduler.run(2);
    expect(fake.batches.length).toBe(8);
    await scheduler.run();
    await all;
    expect(await keyed.lookup("x")).toBe(7_999);
  });

  const LOOPS: Record<string, (keyed: KeyedStore<number>, round: number) => Promise<unknown>> = {
    reads: (keyed) => keyed.lookup("x"),
    writes: (keyed, round) => keyed.register("x", round),
    "reads and writes by turns": (keyed, round) => (round % 2 === 0 ? keyed.lookup("x") : keyed.register("x", round)),
    "operations of two steps": (keyed) => keyed.update("x", (count = 0) => count + 1),
  };
  it.each(Object.entries(LOOPS))("in a loop of %s, each awaited before the next", async (_, once) => {
    const { keyed, scheduler } = await slow(0.2);
    let rounds = 0;
    const loop = async (): Promise<void> => {
      for (; rounds < 100; rounds++) await once(keyed, rounds);
    };
    const looping = loop();
    let turns = 0;
    let before = scheduler.time;
    for (await settleMicrotasks(); rounds < 100; turns++) {
      expect(scheduler.time - before).toBeLessThanOrEqual(4.4);
      before = scheduler.time;
      expect(scheduler.timers).toBeGreaterThan(0);
      await scheduler.run(scheduler.timers);
    }
    await looping;
    expect(turns).toBeGreaterThanOrEqual(4);
  });

  it("and who issues little and seldom pays nothing for it", async () => {
    const { keyed, scheduler } = await slow(1);
    await keyed.register("x", 1);
    expect(await keyed.lookup("x")).toBe(1);
    expect(scheduler.timers).toBe(0);
    scheduler.time += 1_000;
    expect(await keyed.lookup("x")).toBe(1);
    expect(scheduler.timers).toBe(1);
    await scheduler.run();
    await keyed.register("x", 2);
    expect(scheduler.timers).toBe(0);
  });
});
