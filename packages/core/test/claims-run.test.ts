import { afterEach, describe, expect, it, vi } from "vitest";
import { createClaims } from "../src/layers/claims/create-claims.js";
import { settleMicrotasks } from "./support/fake-scheduler.js";
import { CLAIMS_NAMESPACE, createWork, expectNoTimers, openTimedClaims } from "./support/open-timed-claims.js";
import { rejection } from "./support/rejection.js";

const LEASE = { leaseMs: 300 };

afterEach(() => {
  vi.restoreAllMocks();
  expectNoTimers();
});

describe("claims.run", () => {
  it("KS-CLAIM-7 does the work of a key once, and tells the others what came of it", async () => {
    const { claims, rival, time } = await openTimedClaims();
    const { work, resolve, signals } = createWork<string>();
    const first = claims.run("k", work, { ...LEASE, ttlMs: 50 });
    const others = await Promise.all([claims.run("k", () => "twice"), rival.run("k", () => "twice")]);
    expect(others).toEqual(Array(2).fill({ status: "in-flight", until: time.now + 300 }));
    resolve("sent");
    expect(await first).toEqual({ status: "done", value: "sent" });
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    expect(await rival.run("k", () => "twice")).toMatchObject({
      status: "duplicate",
      entry: { value: "sent", expiresAt: time.now + 50 },
    });
  });

  it("KS-CLAIM-7 takes work that is synchronous, and work that gives nothing", async () => {
    const { claims } = await openTimedClaims();
    expect(await claims.run("a", () => "at once")).toEqual({ status: "done", value: "at once" });
    expect(await claims.run("b", () => {})).toEqual({ status: "done", value: null });
    expect(await claims.run("c", async () => {})).toEqual({ status: "done", value: null });
    expect((await claims.lookup("b"))?.value).toBeNull();
  });

  it.each([
    ["an error", new Error("mail server")],
    ["a string", "mail server"],
    ["nothing", undefined],
  ])("KS-CLAIM-7 where the work throws %s, run does, and the key is free", async (_, thrown) => {
    const { claims, handle } = await openTimedClaims();
    const failed = vi.fn();
    await claims.run("k", () => Promise.reject(thrown)).catch(failed);
    await claims
      .run("k", () => {
        throw thrown;
      })
      .catch(failed);
    expect(failed.mock.calls).toEqual([[thrown], [thrown]]);
    expect(await handle.count()).toBe(0);
    expect(await claims.run("k", () => "again")).toMatchObject({ status: "done" });
  });

  it("KS-CLAIM-7 renews the lease for as long as the work runs", async () => {
    const { claims, rival, time, timers } = await openTimedClaims();
    const { work, resolve, signals } = createWork<string>();
    const run = claims.run("k", work, LEASE);
    await timers.pass(99);
    expect(await rival.claim("k")).toEqual({ status: "in-flight", until: time.now - 99 + 300 });
    await timers.pass(1);
    expect(await rival.claim("k")).toEqual({ status: "in-flight", until: time.now + 300 });
    await timers.pass(10_000);
    expect(signals[0]?.aborted).toBe(false);
    resolve("sent");
    expect(await run).toMatchObject({ status: "done" });
  });

  it("KS-CLAIM-7 a lease longer than timers can wait is renewed all the same", async () => {
    const { claims, rival, time, timers } = await openTimedClaims();
    const { work, resolve } = createWork<string>();
    const run = claims.run("k", work, { leaseMs: 2 ** 40 });
    await timers.pass(2 ** 31);
    expect(await rival.claim("k")).toEqual({ status: "in-flight", until: time.now - 1 + 2 ** 40 });
    resolve("sent");
    await run;
  });

  it("KS-CLAIM-7 a claim that was lost aborts the signal, and run rejects with its reason", async () => {
    const { claims, handle, rival, timers } = await openTimedClaims();
    const { work, resolve, signals } = createWork<string>();
    const run = rejection(claims.run("k", work, LEASE));
    await settleMicrotasks();
    await handle.delete("k");
    const theirs = await rival.claim("k");
    await timers.pass(100);
    const reason: unknown = signals[0]?.reason;
    expect(reason).toMatchObject({
      code: "KEYED_STORE_CONFLICT",
      operation: "run",
      namespace: "events",
      backend: "fake",
      retryable: true,
    });
    expect(timers.count).toBe(0);
    resolve("late");
    expect(await run).toBe(reason);
    expect(theirs.status === "claimed" && (await theirs.claim.commit("mine"))).toBe(true);
    expect((await claims.lookup("k"))?.value).toBe("mine");
  });

  it("KS-CLAIM-7 where the work throws although its claim was lost, run rejects with what it threw", async () => {
    const { claims, handle, timers } = await openTimedClaims();
    const { work, reject } = createWork<string>();
    const run = claims.run("k", work, LEASE).catch((error: unknown) => error);
    await settleMicrotasks();
    await handle.delete("k");
    await timers.pass(100);
    reject("mine");
    expect(await run).toBe("mine");
  });

  it("KS-CLAIM-7 a lease that ended unseen, as on a thread that was held up, is a conflict in the end", async () => {
    const { claims, rival, time } = await openTimedClaims();
    const { work, resolve } = createWork<string>();
    const run = rejection(claims.run("k", work, LEASE));
    await settleMicrotasks();
    time.now += 300;
    expect(await rival.run("k", () => "theirs")).toMatchObject({ status: "done" });
    resolve("late");
    expect(await run).toMatchObject({ code: "KEYED_STORE_CONFLICT", operation: "run" });
    expect((await claims.lookup("k"))?.value).toBe("theirs");
  });

  it("KS-CLAIM-7 a signal of the caller's aborts that of the work, which decides what then", async () => {
    const { claims, handle } = await openTimedClaims();
    const caller = new AbortController();
    const { work, resolve, signals } = createWork<string>();
    const run = claims.run("k", work, { signal: caller.signal });
    await settleMicrotasks();
    caller.abort("shutdown");
    expect(signals[0]?.reason).toBe("shutdown");
    resolve("finished all the same");
    expect(await run).toEqual({ status: "done", value: "finished all the same" });

    const stopped = new AbortController();
    const stoppable = (signal: AbortSignal) =>
      new Promise<string>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    const second = claims.run("l", stoppable, { signal: stopped.signal }).catch((error: unknown) => error);
    await settleMicrotasks();
    stopped.abort("shutdown");
    expect(await second).toBe("shutdown");
    expect(await handle.count()).toBe(1);
  });

  it("KS-CLAIM-7 a signal that is aborted before the work begins keeps it from beginning", async () => {
    const { claims, handle } = await openTimedClaims();
    const work = vi.fn(() => "x");
    const gone = claims.run("k", work, { signal: AbortSignal.abort("gone") }).catch((error: unknown) => error);
    const caller = new AbortController();
    const going = claims.run("k", work, { signal: caller.signal }).catch((error: unknown) => error);
    caller.abort("going");
    expect([await gone, await going]).toEqual(["gone", "going"]);
    expect(work).not.toHaveBeenCalled();
    expect(await handle.count()).toBe(0);
  });

  it("KS-TTL-7 a record may end at an instant, also one that is over", async () => {
    const { claims, time } = await openTimedClaims();
    const expiresAt = time.now + 7;
    await claims.run("k", () => "x", { expiresAt });
    expect(await claims.lookup("k")).toMatchObject({ expiresAt });
    expect(await claims.run("l", () => "x", { expiresAt: 0 })).toEqual({ status: "done", value: "x" });
    expect(await claims.lookup("l")).toBeUndefined();
    expect((await rejection(claims.run("m", () => "x", { expiresAt, ttlMs: 5 }))).message).toContain("expiresAt");
  });

  it("KS-LIFE-4 a store that is open read-only does no work, and counts", async () => {
    const { claims, again } = await openTimedClaims();
    await claims.run("k", () => "x");
    const reading = createClaims((await again({ access: "read-only" })).openKeyedStore<unknown>(CLAIMS_NAMESPACE));
    const work = vi.fn(() => "x");
    expect(await rejection(reading.run("l", work))).toMatchObject({
      code: "KEYED_STORE_UNSUPPORTED",
      operation: "run",
    });
    expect(work).not.toHaveBeenCalled();
    expect(await reading.count()).toEqual({ inFlight: 0, committed: 1 });
  });

  it("KS-CLAIM-7 leaves no listener on a signal of the caller's", async () => {
    const { claims } = await openTimedClaims();
    const { signal } = new AbortController();
    const [add, remove] = [vi.spyOn(signal, "addEventListener"), vi.spyOn(signal, "removeEventListener")];
    await claims.run("k", () => "x", { signal });
    expect(remove.mock.calls).toEqual(add.mock.calls);
  });

  it("KS-CLAIM-7 a result that cannot be stored frees the key", async () => {
    const { claims, handle } = await openTimedClaims();
    const date = createClaims<Date>(handle);
    const error = await rejection(date.run("k", () => new Date()));
    expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "run" });
    expect(error.message).toContain("committed");
    expect(await claims.run("k", () => "x")).toMatchObject({ status: "done" });
  });

  it("KS-ERR-3 bad input is refused by the name of the argument, and no work begins", async () => {
    const { claims, handle } = await openTimedClaims();
    const work = vi.fn(() => "x");
    const refused = async (promise: Promise<unknown>, part: string): Promise<void> => {
      const error = await rejection(promise);
      expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "run" });
      expect(error.message).toContain(part);
    };
    await refused(claims.run("", work), "key");
    await refused(claims.run("k", "work" as never), "work must be a function");
    await refused(claims.run("k", work, { leaseMs: 0 }), "leaseMs");
    await refused(claims.run("k", work, { leaseMs: null } as never), "leaseMs");
    await refused(claims.run("k", work, { ttlMs: -1 }), "ttlMs");
    await refused(claims.run("k", work, { signal: {} } as never), "signal must be an AbortSignal");
    await refused(claims.run("k", work, { lease: 5 } as never), "leaseMs");
    expect(work).not.toHaveBeenCalled();
    expect(await handle.count()).toBe(0);
  });
});
