import { createMemoryDisk, loadDriver, POWER_DATABASE_PATH } from "@keyed-store/backend-wasm/testing";
import { isKeyedStoreError, type KeyedStore, type KeyedStoreError, type StateStore } from "@keyed-store/core";
import { expect } from "vitest";
import type { Origin } from "./create-origin.js";
import { openInNode } from "./open-in-node.js";

/** What a history came to. */
export interface HistoryReport {
  readonly errors: readonly KeyedStoreError[];
  /** How many writes were acknowledged: all, but for those that a failure made superfluous. */
  readonly acknowledged: number;
}

/** How many writes a history has in which nothing fails. */
export const WRITES = 72;

/** It ends so many writes after the first failure. */
const WRITES_AFTER_FAILURE = 8;

/**
 * Opens a store, writes single entries and pairs, reads them, flushes, closes and opens again. What fails is tried twice more; when
 * that was not enough, `repair` is called, and it may fail twice more. In the end, all that was acknowledged must be there, pairs whole, and the file sound.
 */
export async function runHistory(origin: Origin, repair: () => void): Promise<HistoryReport> {
  const errors: KeyedStoreError[] = [];
  let store: StateStore | undefined;
  let acknowledged = 0;
  /** What a key may hold: what was acknowledged last, and what was tried since. */
  const possible = new Map<string, (number | undefined)[]>();

  const use = async <Result>(
    action: (entries: KeyedStore<number[]>, opened: StateStore) => Promise<Result>,
  ): Promise<Result> => {
    for (let tries = 1; ; tries++) {
      try {
        store ??= await openInNode(origin);
        return await action(store.openKeyedStore<number[]>({ namespace: "n", maxEntries: 1_000 }), store);
      } catch (error) {
        if (!isKeyedStoreError(error)) throw error;
        errors.push(error);
        if (tries === 3) repair();
        if (tries === 6) throw error;
      }
    }
  };

  const write = async (keys: readonly string[], number: number): Promise<void> => {
    const value = Array.from({ length: 300 }, () => number);
    await use(async (entries, opened) => {
      for (const key of keys) possible.set(key, [...(possible.get(key) ?? [undefined]), number]);
      const atomic = opened.owner("default").atomic();
      for (const key of keys) atomic.register(entries, key, value);
      await atomic.commit();
    });
    for (const key of keys) possible.set(key, [number]);
    acknowledged++;
  };
  const check = async (entries: KeyedStore<number[]>): Promise<void> => {
    const found = new Map((await entries.entries()).map(({ key, value }) => [key, value[0]]));
    for (const [key, numbers] of possible) expect(numbers, key).toContain(found.get(key));
    for (const key of found.keys())
      if (key.endsWith("left")) expect(found.get(key.replace("left", "right"))).toBe(found.get(key));
  };

  let remaining = WRITES;
  let lastSound = 0;
  for (let number = 0; number < remaining; number++) {
    if (errors.length === 0) lastSound = number;
    else remaining = Math.min(remaining, lastSound + WRITES_AFTER_FAILURE);
    await write(number % 3 === 0 ? [`${number % 5}/left`, `${number % 5}/right`] : [`single-${number % 7}`], number);
    if (number % 12 === 2) await use(check);
    if (number % 8 === 7) await use((_, opened) => opened.flush());
    if (number % 20 === 12)
      await use(async (_, opened) => {
        store = undefined;
        await opened.close();
      });
  }
  repair();
  await use(check);
  await use((_, opened) => opened.close());
  const left = origin.image();
  expect([...left.keys()]).toEqual(["state.sqlite"]);

  const driver = await loadDriver(() => createMemoryDisk(left));
  const connection = driver.open({ path: POWER_DATABASE_PATH, readOnly: true });
  expect(connection.prepare("PRAGMA integrity_check").all(), "the integrity of the file").toEqual([["ok"]]);
  connection.close();
  store = await openInNode(origin);
  await use(check);
  await store.close();
  return { errors, acknowledged };
}
