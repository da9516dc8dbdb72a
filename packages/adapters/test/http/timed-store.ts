import { openStateStore, type StateStore } from "keyed-store";
import { onTestFinished, vi } from "vitest";
import { makeDirectory } from "../support/make-directory.js";
import type { BackendName } from "./backends.js";

export const NOON: number = Date.UTC(2026, 2, 2, 12);

/** The time of `Date`, which a test moves. */
export const clock = (): number => Date.now();

/** Stops `Date` at noon until the test ends; hosts that count in memory ask it. */
export function stopTime(): void {
  vi.useFakeTimers({ toFake: ["Date"], now: NOON });
  onTestFinished(() => void vi.useRealTimers());
}

/** An empty store at the time of `Date`. */
export async function openTimedStore(backend: BackendName): Promise<StateStore> {
  const store = await openStateStore({ directory: makeDirectory(), backend, clock });
  onTestFinished(() => store.close());
  return store;
}
