import type { KeyedStore } from "@keyed-store/core";
import { ok, same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import type { Value } from "../../harness/harness.js";

/** More than the page of any sensible backend, so that an iteration reads more than once. */
const MANY = 600;

async function registerMany(store: KeyedStore<Value>): Promise<string[]> {
  const keys = Array.from({ length: MANY }, (_, index) => `k${String(index).padStart(5, "0")}`);
  await Promise.all(keys.map((key) => store.register(key, key)));
  return keys;
}

const STORE = { limits: { maxEntriesPerOwner: 10_000 } };
const OPTIONS = { neighbours: "other-owner" } as const;

export const iterateWhileWriting: Group = {
  title: "Iterating while others write",
  cases: (["age", "key"] as const).flatMap((order) => [
    createCase(
      "KS-ORDER-1",
      `by ${order}: every entry that stays unchanged is given, once, whatever is written meanwhile`,
      async ({ openFresh }) => {
        const store = await openFresh({ maxEntries: 8000 }, STORE);
        const keys = await registerMany(store);
        const given: string[] = [];
        for await (const { key } of store.iterate({ order })) {
          if (given.length % 200 === 100) {
            await store.delete(keys[given.length - 50] ?? ""); // One that was given already.
            await store.register(`a new one ${given.length}`, 1);
            await store.register(`z new one ${given.length}`, 1);
          }
          given.push(key);
        }
        const counted = new Map<string, number>();
        for (const key of given) counted.set(key, (counted.get(key) ?? 0) + 1);
        for (const key of keys) same(counted.get(key), 1, `how often ${key} was given`);
      },
      OPTIONS,
    ),
    createCase(
      "KS-ORDER-1",
      `by ${order}: an entry that is written again meanwhile is given at most once`,
      async ({ openFresh }) => {
        const store = await openFresh({ maxEntries: 8000 }, STORE);
        const keys = await registerMany(store);
        const given = new Set<string>();
        let rewritten = 0;
        for await (const { key } of store.iterate({ order })) {
          ok(!given.has(key), `${key} was given twice`);
          given.add(key);
          if (rewritten++ < 3 * MANY) await store.register(key, "again");
        }
        same(given.size, keys.length, "the number of entries given, each rewritten after it was given");
      },
      OPTIONS,
    ),
    createCase(
      "KS-ORDER-3",
      `by ${order}: what is written after it began is not given, and renaming all that is given comes to an end`,
      async ({ openFresh }) => {
        for (const reverse of [false, true]) {
          const store = await openFresh({ maxEntries: 8000, namespace: `renamed-${reverse}` }, STORE);
          const keys = await registerMany(store);
          const given: string[] = [];
          for await (const { key, value } of store.iterate({ order, reverse })) {
            ok(given.length < MANY, `${key} was given, beyond all that there was`);
            await store.register(reverse ? `a${key}` : `z${key}`, value);
            await store.delete(key);
            given.push(key);
          }
          same(given, reverse ? [...keys].reverse() : keys, "the keys that were given");
        }
      },
      OPTIONS,
    ),
    createCase(
      "KS-ORDER-1",
      `by ${order}: what was deleted or expired before its page was read is not given`,
      async ({ openFresh, clock }) => {
        const store = await openFresh({ maxEntries: 8000 }, STORE);
        await registerMany(store);
        let given = 0;
        for await (const { key } of store.iterate({ order })) {
          if (given++ === 0) {
            for (let index = 500; index < 550; index++) await store.delete(`k00${index}`);
            for (let index = 550; index < 600; index++) await store.touch(`k00${index}`, { ttlMs: 10 });
            clock.advance(10);
          }
          ok(key < "k00500", `${key} was given`);
        }
        same(given, 500, "the number of entries given");
      },
      OPTIONS,
    ),
  ]),
};
