import { describe, expect, it } from "vitest";
import { busy } from "./support/fake-provider.js";
import { settleMicrotasks } from "./support/fake-scheduler.js";
import { openFake } from "./support/open-fake.js";
import { refusal } from "./support/refusal.js";
import { rejection } from "./support/rejection.js";

const OPTIONS = { namespace: "n", maxEntries: 100 };

describe("CommitQueue: waiting for other processes", () => {
  it("KS-SHARE-1 waits and tries again until the holder gives way", async () => {
    let refusals = 3;
    const { store, fake, scheduler } = await openFake({
      before: () => {
        if (refusals-- > 0) throw busy();
      },
    });
    const { register, lookup } = store.openKeyedStore<number>(OPTIONS);
    const both = Promise.all([register("x", 1), lookup("x")]);
    await scheduler.run();
    expect(await both).toEqual([undefined, 1]);
    expect(fake.batches).toEqual([["put x", "get x"]]);
    expect(scheduler.timers).toBe(0);
  });

  it("KS-SHARE-1 tries again at once when it is told that the holder has left, and else after its pause", async () => {
    const attempts: number[] = [];
    let release = (): void => {};
    let isHeld = true;
    const { store, scheduler } = await openFake({
      before() {
        attempts.push(scheduler.time);
        if (isHeld) throw busy();
      },
      backend: {
        onReleased(listener) {
          release = listener;
        },
      },
    });
    const { register } = store.openKeyedStore<number>(OPTIONS);
    const first = register("x", 1);
    await scheduler.run(2);
    release(); // Another was quicker.
    await scheduler.run(2);
    expect(attempts).toEqual([0, 0.75, 2.25, 2.25]);
    isHeld = false;
    release();
    await scheduler.run(2);
    await first;
    expect(attempts).toEqual([0, 0.75, 2.25, 2.25, 2.25]);
    release(); // Nobody waits.
    await scheduler.run();
    expect(attempts).toHaveLength(5);
  });

  it("KS-SHARE-1 gives up at busyTimeoutMs, and not before", async () => {
    const { store, scheduler } = await openFake(
      {
        before: () => {
          throw busy();
        },
      },
      { busyTimeoutMs: 1_000 },
    );
    const { register } = store.openKeyedStore<number>(OPTIONS);
    const error = rejection(register("x", 1));
    await scheduler.run();
    expect(await error).toMatchObject({
      code: "KEYED_STORE_BUSY",
      retryable: true,
      operation: "register",
      backend: "fake",
      owner: "default",
      namespace: "n",
      message: "Held by process 4711.",
    });
    expect(scheduler.time).toBe(1_000);
  });

  it("KS-SHARE-1 tries once with busyTimeoutMs 0", async () => {
    let attempts = 0;
    const before = () => {
      attempts++;
      throw busy();
    };
    const { store, scheduler } = await openFake({ before }, { busyTimeoutMs: 0 });
    expect((await rejection(store.openKeyedStore<number>(OPTIONS).register("x", 1))).code).toBe("KEYED_STORE_BUSY");
    expect(attempts).toBe(1);
    expect(scheduler.timers).toBe(0);
  });

  it("the timeout is each operation's own, counted from its issue; nothing overtakes", async () => {
    const held = { until: 100 };
    const { store, fake, scheduler, again } = await openFake(
      {
        before: () => {
          if (scheduler.time < held.until) throw busy();
        },
      },
      { busyTimeoutMs: 50 },
    );
    const patient = (await again({ busyTimeoutMs: 5_000 })).openKeyedStore<number>(OPTIONS);
    const hasty = store.openKeyedStore<number>(OPTIONS);
    const late = rejection(hasty.register("x", 1));
    const first = patient.register("x", 2);
    const second = patient.registerIfAbsent("x", 3);
    await scheduler.run();
    expect((await late).code).toBe("KEYED_STORE_BUSY");
    await first;
    expect(await second).toBe(false);
    expect(fake.batches).toEqual([["put x", "put x"]]);
  });

  it("what is issued meanwhile waits its turn, and does not hurry the next attempt", async () => {
    let attempts = 0;
    const { store, scheduler } = await openFake({
      before: () => {
        attempts++;
        if (scheduler.time < 10) throw busy();
      },
    });
    const { register, lookup } = store.openKeyedStore<number>(OPTIONS);
    const calls: Promise<unknown>[] = [];
    for (let i = 0; i < 5; i++) {
      calls.push(register("x", i), lookup("x"));
      await settleMicrotasks();
    }
    expect(attempts).toBe(1);
    await scheduler.run();
    expect(await Promise.all(calls)).toContain(4);
  });

  it("reads in front do not wait for the lock that writes behind them need", async () => {
    const { store, fake, scheduler } = await openFake({
      before: (batch) => {
        if (scheduler.time < 20 && batch.some(([command]) => command.kind === "put")) throw busy();
      },
    });
    const { register, lookup } = store.openKeyedStore<number>(OPTIONS);
    const warmUp = register("w", 1);
    const reads = [lookup("x"), lookup("y")];
    await settleMicrotasks();
    expect(fake.batches).toEqual([]); // behind a write: they keep their place
    await scheduler.run();
    await Promise.all([warmUp, ...reads]);
    expect(fake.batches).toEqual([["put w", "get x", "get y"]]);
  });

  it("KS-SHARE-1 a synchronous operation holds up the thread and waits as long", async () => {
    const { store, scheduler } = await openFake(
      {
        before: () => {
          if (scheduler.time < 30) throw busy();
        },
      },
      { busyTimeoutMs: 1_000 },
    );
    const before = store.openKeyedStore<number>(OPTIONS).register("x", 1);
    expect(store.openSyncKeyedStore<number>(OPTIONS).lookup("x")).toBe(1);
    expect(scheduler.time).toBeGreaterThanOrEqual(30);
    expect(scheduler.timers).toBe(0);
    await before;
  });

  it("KS-SHARE-1 a synchronous operation gives up at busyTimeoutMs", async () => {
    const { store, scheduler } = await openFake(
      {
        before: () => {
          throw busy();
        },
      },
      { busyTimeoutMs: 100 },
    );
    const error = refusal(() => store.openSyncKeyedStore<number>(OPTIONS).register("x", 1));
    expect(error).toMatchObject({ code: "KEYED_STORE_BUSY", operation: "register" });
    expect(scheduler.time).toBe(100);
  });

  it("a synchronous operation overtakes the timer of one that waits, not the one that waits", async () => {
    let held = true;
    const { store, fake, scheduler } = await openFake({
      before: () => {
        if (held) throw busy();
      },
    });
    const { register } = store.openKeyedStore<number>(OPTIONS);
    const first = register("x", 1);
    await settleMicrotasks();
    expect(scheduler.timers).toBe(1);
    held = false;
    expect(store.openSyncKeyedStore<number>(OPTIONS).lookup("x")).toBe(1);
    await Promise.all([first, register("y", 2)]);
    expect(fake.batches).toEqual([["put x", "get x"], ["put y"]]);
    await scheduler.run();
    expect(fake.batches.length).toBe(2);
  });

  it("a timer that was overtaken rings in vain", async () => {
    let held = true;
    let attempts = 0;
    const { store, scheduler } = await openFake({
      before: () => {
        attempts++;
        if (held) throw busy();
      },
    });
    const { register } = store.openKeyedStore<number>(OPTIONS);
    const first = register("x", 1);
    await settleMicrotasks();
    held = false;
    store.openSyncKeyedStore<number>(OPTIONS).lookup("x");
    held = true;
    const second = register("y", 2);
    await settleMicrotasks();
    expect(scheduler.timers).toBe(2);
    const before = attempts;
    await scheduler.run(1);
    expect(attempts).toBe(before);
    held = false;
    await scheduler.run();
    await Promise.all([first, second]);
  });

  it("flush waits too", async () => {
    let refusals = 2;
    const calls: string[] = [];
    const { store, scheduler } = await openFake({
      backend: {
        flush() {
          if (refusals-- > 0) throw busy();
          calls.push("flush");
        },
      },
    });
    const flushed = store.flush();
    await scheduler.run();
    await flushed;
    expect(calls).toEqual(["flush"]);
  });
});
