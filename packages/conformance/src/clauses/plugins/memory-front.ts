import { createMemoryFront, hostGlobals, type MemoryFront, type StateStore } from "@keyed-store/core";
import { ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";

const OPTIONS = { faces: "store" } as const;

const FOLLOWING = { ...OPTIONS, needs: ["watch"] } as const;

/** A front that follows its store, and waits until it has seen what happened there. */
function openFollower(store: StateStore, maxBacklog?: number) {
  const keyed = store.openKeyedStore<number>(fillNamespaceOptions({}));
  const errors: unknown[] = [];
  const front = createMemoryFront<number>(keyed, {
    maxEntries: 10,
    maxBacklog,
    follow: true,
    onError: (error, key) => errors.push([error.code, key]),
  });
  const waitFor = async (key: string, value: number | undefined): Promise<void> => {
    for (let turn = 0; front.peek(key) !== value; turn++) {
      ok(turn < 1_000, `memory has ${front.peek(key)} for ${key}, and must have ${value}`);
      await new Promise<void>((resolve) => void hostGlobals.setTimeout(resolve, 10));
    }
  };
  return { front, keyed, errors, waitFor };
}

function openFront(store: StateStore, errors: unknown[] = [], maxEntries = 3): MemoryFront<number> {
  return createMemoryFront<number>(store.openKeyedStore(fillNamespaceOptions({})), {
    maxEntries,
    onError: (error, key) => errors.push([error.code, key]),
  });
}

export const memoryFront: Group = {
  title: "Memory front",
  cases: [
    createCase(
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
          (await store.openKeyedStore(fillNamespaceOptions({})).entries()).map(({ key, value }) => [key, value]),
          [
            ["b", 2],
            ["a", 3],
          ],
          "the store",
        );
      },
      OPTIONS,
    ),
    createCase(
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
          [await store.openKeyedStore(fillNamespaceOptions({})).lookup("d"), errors],
          [2, []],
          "the store and what was told",
        );
      },
      OPTIONS,
    ),
    createCase(
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
    createCase(
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
    createCase(
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
    createCase(
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
          [await front.lookup("a"), await store.openKeyedStore(fillNamespaceOptions({})).lookup("a")],
          [undefined, undefined],
          "both",
        );
      },
      OPTIONS,
    ),
    createCase(
      "KS-FRONT-5",
      "what others overwrite or delete, and what expires in the store, changes in memory",
      async ({ open, clock }) => {
        const { front, errors, waitFor } = openFollower(await open());
        for (const key of ["a", "b", "c"]) front.record(key, 1);
        await front.flush();
        const other = (await open()).openKeyedStore<number>(fillNamespaceOptions({}));
        await other.register("a", 2);
        await other.delete("b");
        await other.touch("c", { ttlMs: 50 });
        await other.register("d", 4);
        await waitFor("a", 2);
        await waitFor("b", undefined);
        clock.advance(50);
        await waitFor("c", undefined);
        same([front.peek("d"), await front.lookup("d"), front.peek("d")], [undefined, 4, 4], "what was never here");
        same(errors, [], "what was told");
      },
      FOLLOWING,
    ),
    createCase(
      "KS-FRONT-5",
      "what was recorded here and is not yet written is not overwritten, and wins",
      async ({ open }) => {
        const { front, keyed, waitFor } = openFollower(await open(), 1);
        front.record("a", 1);
        await front.flush();
        front.record("other", 1);
        same(front.record("a", 3), false, "whether it is on its way");
        await keyed.register("a", 2);
        same(front.peek("a"), 3, "memory");
        await front.flush();
        await keyed.register("last", 1);
        await waitFor("a", 3);
        same(await keyed.lookup("a"), 3, "the store");
      },
      FOLLOWING,
    ),
    createCase(
      "KS-FRONT-5",
      "what does not tell of changes refuses a front that follows",
      async ({ open }) => {
        const store = await open();
        await failsWith("UNSUPPORTED", () => openFollower(store), "createMemoryFront");
      },
      { ...OPTIONS, needs: ["no-watch"] },
    ),
  ],
};
