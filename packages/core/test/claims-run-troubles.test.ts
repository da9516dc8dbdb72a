import { afterEach, describe, expect, it, vi } from "vitest";
import { busy } from "./support/fake-provider.js";
import { settleMicrotasks } from "./support/fake-scheduler.js";
import { createWork, expectNoTimers, openTimedClaims } from "./support/open-timed-claims.js";
import { rejection } from "./support/rejection.js";

const LEASE = { leaseMs: 300 };

afterEach(() => {
  vi.restoreAllMocks();
  expectNoTimers();
});

describe("claims.run", () => {
  it("KS-CLAIM-7 a store that is closed meanwhile aborts the signal, and run rejects as closed", async () => {
    const { claims, store, timers } = await openTimedClaims();
    const [first, second] = [createWork<string>(), createWork<string>()];
    const runs = [rejection(claims.run("a", first.work, LEASE)), rejection(claims.run("b", second.work, LEASE))];
    await settleMicrotasks();
    await store.close();
    first.resolve("before it is seen");
    expect(await runs[0]).toMatchObject({ code: "KEYED_STORE_CLOSED", operation: "run" });
    await timers.pass(100);
    expect(second.signals[0]?.reason).toMatchObject({ code: "KEYED_STORE_CLOSED" });
    second.resolve("after");
    expect(await runs[1]).toBe(second.signals[0]?.reason);
  });

  it("KS-CLAIM-7 a record that was written over is corrupt, and left alone", async () => {
    const { claims, handle, timers } = await openTimedClaims();
    const { work, resolve, signals } = createWork<string>();
    const run = rejection(claims.run("k", work, LEASE));
    await settleMicrotasks();
    await handle.register("k", "foreign");
    await timers.pass(100);
    expect(signals[0]?.reason).toMatchObject({ code: "KEYED_STORE_CORRUPT", operation: "run" });
    resolve("x");
    expect(await run).toMatchObject({ code: "KEYED_STORE_CORRUPT" });
    expect(await handle.lookup("k")).toBe("foreign");
  });

  it("KS-CLAIM-7 a busy store is tried again, until it renews", async () => {
    const other = { holds: false };
    const { claims, rival, time, timers } = await openTimedClaims({ before: () => throwWhile(other.holds) });
    const { work, resolve, signals } = createWork<string>();
    const run = claims.run("k", work, LEASE);
    await settleMicrotasks();
    other.holds = true;
    await timers.pass(285);
    other.holds = false;
    await timers.pass(5);
    expect(await rival.claim("k")).toEqual({ status: "in-flight", until: time.now + 300 });
    await timers.pass(1_000);
    expect(signals[0]?.aborted).toBe(false);
    resolve("sent");
    expect(await run).toMatchObject({ status: "done" });
  });

  it("KS-CLAIM-7 a store that is busy until the lease ends aborts the signal then", async () => {
    const other = { holds: false };
    const { claims, time, timers } = await openTimedClaims({ before: () => throwWhile(other.holds) });
    const { work, resolve, signals } = createWork<string>();
    const run = rejection(claims.run("k", work, LEASE));
    await settleMicrotasks();
    other.holds = true;
    await timers.pass(299);
    expect(signals[0]?.aborted).toBe(false);
    await timers.pass(1);
    expect(signals[0]?.reason).toMatchObject({
      code: "KEYED_STORE_CONFLICT",
      cause: { code: "KEYED_STORE_BUSY" },
    });
    expect(time.now).toBe(1_000_300);
    resolve("late");
    expect(await run).toBe(signals[0]?.reason);
  });

  it("KS-CLAIM-7 work that is done is committed when the store is no longer busy, while the lease lasts", async () => {
    const other = { holds: false };
    const { claims, timers } = await openTimedClaims({ before: () => throwWhile(other.holds) });
    const sent = createWork<string>();
    const lost = createWork<string>();
    const runs = [claims.run("a", sent.work, LEASE), rejection(claims.run("b", lost.work, LEASE))];
    await settleMicrotasks();
    other.holds = true;
    sent.resolve("sent");
    await timers.pass(50);
    other.holds = false;
    await timers.pass(10);
    expect(await runs[0]).toEqual({ status: "done", value: "sent" });
    other.holds = true;
    lost.resolve("lost");
    await timers.pass(300);
    expect(await runs[1]).toMatchObject({ code: "KEYED_STORE_BUSY", operation: "run" });
    other.holds = false;
    expect(await claims.count()).toEqual({ inFlight: 0, committed: 1 });
  });

  it("KS-CLAIM-7 a clock that fails ends the run when the lease is over by the timers", async () => {
    const { claims, time, timers } = await openTimedClaims();
    const { work, resolve, signals } = createWork<string>();
    const run = rejection(claims.run("k", work, LEASE));
    await settleMicrotasks();
    time.isBroken = true;
    await timers.pass(299);
    expect(signals[0]?.aborted).toBe(false);
    await timers.pass(1);
    expect(signals[0]?.reason).toMatchObject({ code: "KEYED_STORE_CONFLICT" });
    resolve("x");
    expect(await run).toBe(signals[0]?.reason);
  });
});

function throwWhile(isHeld: boolean): void {
  if (isHeld) throw busy();
}
