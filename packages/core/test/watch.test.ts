import { describe, expect, test } from "vitest";
import type { Transaction } from "../src/backend/transaction.js";
import type { WatchOptions } from "../src/contract/watch.js";
import { busy } from "./support/fake-provider.js";
import { settleMicrotasks } from "./support/fake-scheduler.js";
import { openFake } from "./support/open-fake.js";

const SPACE = { namespace: "seen", maxEntries: 3 };

/** Until something that is sure to come is there; the test counts as hanging where it does not come. */
async function until(isThere: () => boolean): Promise<void> {
  while (!isThere()) await new Promise((resolve) => setImmediate(resolve));
}

const isLook = (batch: readonly Transaction[]): boolean => batch.some(([first]) => first.kind === "changes");

describe("watch", () => {
  test("asks nothing while nobody reads, and little for many changes", async () => {
    const looks: boolean[] = [];
    const { store } = await openFake({ before: (batch) => looks.push(...batch.map((each) => isLook([each]))) });
    const keyed = store.openKeyedStore<number>({ ...SPACE, maxEntries: 1_000 });
    const countLooks = (): number => looks.filter(Boolean).length;
    const iterator = keyed.watch()[Symbol.asyncIterator]();
    await settleMicrotasks();
    expect(countLooks()).toBe(1);
    for (let i = 0; i < 100; i++) await keyed.register(`${i}`, i);
    await settleMicrotasks();
    expect(countLooks()).toBe(1);
    for (let i = 0; i < 100; i++) expect((await iterator.next()).value?.key).toBe(`${i}`);
    expect(countLooks()).toBe(2);
    const next = iterator.next();
    await settleMicrotasks();
    for (let i = 0; i < 100; i++) await keyed.register("same", i);
    await next;
    expect(countLooks()).toBeLessThan(10);
    await store.close();
  });

  test("looks once for all who watch a namespace, whatever each of them watches", async () => {
    const kinds: string[] = [];
    const { store } = await openFake({
      before(batch) {
        for (const [first] of batch) if (first.kind !== "put" && first.kind !== "delete") kinds.push(first.kind);
      },
    });
    const keyed = store.openKeyedStore<number>({ ...SPACE, maxEntries: 1_000 });
    const heard = new Map<string, number>();
    const read = async (options: WatchOptions): Promise<void> => {
      for await (const { key } of keyed.watch(options)) heard.set(key, (heard.get(key) ?? 0) + 1);
    };
    const ended = Array.from({ length: 100 }, (_, i) => [
      read(i % 2 === 0 ? { initial: true } : {}),
      read({ prefix: "b" }),
      read({ keys: ["b", `${i}`] }),
    ]).flat();
    await until(() => kinds.length >= 251); // All who began by a look of their own have done so.
    for (let i = 0; i < 5; i++) {
      kinds.length = 0;
      heard.clear();
      await Promise.all([keyed.register("a", i), keyed.register("b", i)]);
      await until(() => heard.get("a") === 100 && heard.get("b") === 300);
      await keyed.delete("b");
      await until(() => heard.get("b") === 600);
      expect(heard).toEqual(
        new Map([
          ["a", 100],
          ["b", 600],
        ]),
      );
      expect(kinds.length).toBeLessThanOrEqual(10);
    }
    await store.close();
    for (const each of ended) await expect(each).rejects.toMatchObject({ code: "KEYED_STORE_CLOSED" });
  });

  test("lets no reader that is slow remember more than there is", async () => {
    const { store } = await openFake();
    const keyed = store.openKeyedStore<number>(SPACE);
    await keyed.register("kept", 0);
    const slow = keyed.watch()[Symbol.asyncIterator]();
    const quick = keyed.watch()[Symbol.asyncIterator]();
    for (let i = 0; i < 100; i++) {
      const next = quick.next();
      await keyed.register(`${i}`, i);
      await next;
      await keyed.delete(`${i}`);
      await quick.next();
    }
    await keyed.delete("kept");
    await keyed.register("last", 1);
    expect([(await slow.next()).value?.key, (await slow.next()).value?.key].sort()).toEqual(["kept", "last"]);
    await store.close();
  });

  test("finds who was evicted without reading all keys", async () => {
    let keyReads = 0;
    const { store } = await openFake({
      before(batch) {
        for (const [first] of batch) if (first.kind === "changes" && first.keys) keyReads++;
      },
    });
    const keyed = store.openKeyedStore<number>(SPACE);
    for (const key of ["a", "b", "c"]) await keyed.register(key, 1);
    const iterator = keyed.watch()[Symbol.asyncIterator]();
    for (const key of ["d", "e"]) await keyed.register(key, 1);
    const keys = new Set<string | undefined>();
    for (let i = 0; i < 4; i++) keys.add((await iterator.next()).value?.key);
    expect([...keys].sort()).toEqual(["a", "b", "d", "e"]);
    expect(keyReads).toBe(1); // when it began
    await keyed.delete("d");
    expect((await iterator.next()).value).toEqual({ key: "d" });
    expect(keyReads).toBe(2);
    await store.close();
  });

  test("begins with the present state where the store was busy for too long when it began", async () => {
    let isBusy = false;
    const { store, scheduler } = await openFake({
      before() {
        if (isBusy) throw busy();
      },
    });
    const keyed = store.openKeyedStore<number>(SPACE);
    await keyed.register("a", 1);
    isBusy = true;
    const iterator = keyed.watch()[Symbol.asyncIterator]();
    await scheduler.run();
    isBusy = false;
    expect((await iterator.next()).value).toMatchObject({ key: "a", entry: { value: 1 } });
    await store.close();
  });

  test("rejects with what a clock throws, also while it waits for an expiry", async () => {
    let failure: Error | undefined;
    const { store } = await openFake(
      {},
      {
        clock() {
          if (failure !== undefined) throw failure;
          return 1_000;
        },
      },
    );
    const keyed = store.openKeyedStore<number>(SPACE);
    await keyed.register("a", 1, { ttlMs: 1_000 });
    const iterator = keyed.watch({ initial: true })[Symbol.asyncIterator]();
    await iterator.next();
    const next = iterator.next();
    failure = new Error("no time");
    await expect(next).rejects.toMatchObject({ name: "KeyedStoreError", operation: "watch" });
    failure = undefined;
    await store.close();
  });

  test("is refused where the backend does not tell of changes", async () => {
    const { store } = await openFake({ backend: { watch: undefined } as never });
    const iterator = store.openKeyedStore(SPACE).watch()[Symbol.asyncIterator]();
    await expect(iterator.next()).rejects.toMatchObject({ code: "KEYED_STORE_UNSUPPORTED", operation: "watch" });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });
});
