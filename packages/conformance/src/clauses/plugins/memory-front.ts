import { createMemoryFront, type MemoryFront, type StateStore } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { clause, type Group } from "../../case/case.js";
import { namespaceOptions } from "../../harness/namespace-options.js";

const OPTIONS = { faces: "store" } as const;

function openFront(store: StateStore, errors: unknown[] = [], maxEntries = 3): MemoryFront<number> {
  return createMemoryFront<number>(store.openKeyedStore(namespaceOptions({})), {
    maxEntries,
    onError: (error, key) => errors.push([error.code, key]),
  });
}

export const memoryFront: Group = {
  title: "Memory front",
  cases: [
    clause(
      "KS-FRONT-1",
      "what is recorded is there at once, and behind it in the store, in the order of the calls",
      async ({ open }) => {
        const store = await open();
        const front = openFront(store);
        for (const [key, value] of [
          ["a", 1],
          ["b", 2],
          ["a", 3],
        ] as const)
          front.record(key, value);
        same([front.peek("a"), front.peek("b")], [3, 2], "memory");
        await front.flush();
        same(
          (await store.openKeyedStore(namespaceOptions({})).entries()).map(({ key, value }) => [key, value]),
          [
            ["b", 2],
            ["a", 3],
          ],
          "the store",
        );
      },
      OPTIONS,
    ),
    clause(
      "KS-FRONT-1",
      "what was recorded last is there when the clock has stepped back, and behind it in the store",
      async ({ open, clock }) => {
        const store = await open();
        const errors: unknown[] = [];
        const front = openFront(store, errors);
        for (const key of ["a", "b", "c"]) front.record(key, 1);
        clock.advance(-2_000);
        front.record("d", 2);
        same([front.peek("a"), front.peek("d")], [undefined, 2], "memory");
        await front.flush();
        same(
          [await store.openKeyedStore(namespaceOptions({})).lookup("d"), errors],
          [2, []],
          "the store and what was told",
        );
      },
      OPTIONS,
    ),
    clause(
      "KS-FRONT-2",
      "a store that is closed makes nothing throw, and is told of",
      async ({ open }) => {
        const store = await open();
        const errors: unknown[] = [];
        const front = openFront(store, errors);
        await store.close();
        front.record("a", 1);
        await front.flush();
        await Promise.resolve();
        same([front.peek("a"), errors], [1, [["KEYED_STORE_CLOSED", "a"]]], "memory and what was told");
      },
      OPTIONS,
    ),
    clause(
      "KS-TTL-7",
      "a value is recorded until an instant, and one that has passed leaves the key absent",
      async ({ open, clock }) => {
        const store = await open();
        const front = openFront(store);
        front.record("a", 1, { expiresAt: clock.now() + 10 });
        front.record("b", 1);
        front.record("b", 2, { expiresAt: clock.now() });
        same([front.peek("a"), front.peek("b")], [1, undefined], "memory");
        await front.flush();
        same([await front.lookup("a"), await front.lookup("b")], [1, undefined], "memory and store");
        clock.advance(10);
        same([front.peek("a"), await front.lookup("a")], [undefined, undefined], "both at that instant");
      },
      OPTIONS,
    ),
    clause(
      "KS-FRONT-3",
      "the youngest come back after the store was closed and opened again, with the ages and expiries they had",
      async ({ open, clock }) => {
        const before = await open();
        const front = openFront(before);
        for (const key of ["a", "b", "c", "d"]) {
          front.record(key, 1, { ttlMs: 100, at: clock.now() - 40 });
          await front.flush();
          clock.advance(10);
        }
        await before.close();
        const after = openFront(await open());
        same(await after.warmup(), 3, "how many were brought back");
        same(
          ["a", "b", "c", "d"].map((key) => after.peek(key)),
          [undefined, 1, 1, 1],
          "memory",
        );
        clock.advance(30);
        same(
          ["b", "c", "d"].map((key) => after.peek(key)),
          [undefined, 1, 1],
          "memory when the first of them expired",
        );
        same(await after.lookup("b"), undefined, "the one that expired, looked up");
      },
      OPTIONS,
    ),
    clause(
      "KS-FRONT-4",
      "what is forgotten is gone from memory and store",
      async ({ open }) => {
        const store = await open();
        const front = openFront(store);
        front.record("a", 1);
        const forgotten = front.forget("a");
        same(front.peek("a"), undefined, "memory");
        await forgotten;
        same(
          [await front.lookup("a"), await store.openKeyedStore(namespaceOptions({})).lookup("a")],
          [undefined, undefined],
          "both",
        );
      },
      OPTIONS,
    ),
  ],
};
