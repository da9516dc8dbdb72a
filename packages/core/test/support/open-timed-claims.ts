import { expect } from "vitest";
import type { Claims } from "../../src/layers/claims/claims.js";
import { createClaims } from "../../src/layers/claims/create-claims.js";
import { type FakeHostTimers, fakeHostTimers } from "./fake-host-timers.js";
import type { FakeOptions } from "./fake-provider.js";
import { type OpenFake, openFake } from "./open-fake.js";

export const CLAIMS_NAMESPACE = { namespace: "events", maxEntries: 5, overflow: "reject-new" } as const;

let latestTimers: FakeHostTimers | undefined;

/** Claims whose leases are renewed as a test lets time pass; `rival` has those of another process. */
export async function openTimedClaims(given: FakeOptions = {}) {
  const time = { now: 1_000_000, isBroken: false };
  const timers = fakeHostTimers(time);
  latestTimers = timers;
  const clock = (): number => {
    if (time.isBroken) throw new Error("no battery");
    return time.now;
  };
  const opened: OpenFake = await openFake(given, { clock, busyTimeoutMs: 0 });
  const handle = opened.store.openKeyedStore<unknown>(CLAIMS_NAMESPACE);
  const claims: Claims<string | null> = createClaims(handle);
  const rival: Claims<string | null> = createClaims((await opened.rival()).openKeyedStore<unknown>(CLAIMS_NAMESPACE));
  return { ...opened, handle, claims, rival, time, timers };
}

/** Nothing is left that would keep the process alive. */
export function expectNoTimers(): void {
  expect(latestTimers?.count).toBe(0);
}

/** Work that ends when a test says so. */
export function createWork<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    [resolve, reject] = [onResolve, onReject];
  });
  const signals: AbortSignal[] = [];
  const work = (signal: AbortSignal): Promise<T> => {
    signals.push(signal);
    return promise;
  };
  return { work, resolve, reject, signals };
}
