import { describe, expect, it } from "vitest";
import { settleMicrotasks } from "./support/fake-scheduler.js";
import { openFake } from "./support/open-fake.js";
import { refusal } from "./support/refusal.js";
import { rejection } from "./support/rejection.js";
import { late, numbersUpTo, schemaOf } from "./support/schemas.js";

const OPTIONS = { namespace: "n", maxEntries: 100 };

describe.each([
  ["synchronous", <T>(schema: T) => schema],
  ["asynchronous", late as <T>(schema: T) => T],
])("a schema that is %s", (_, timing) => {
  const openNumbers = async (max = 10) => {
    const limit = { max };
    const open = await openFake();
    const numbers = open.store.openKeyedStore({ ...OPTIONS, schema: timing(numbersUpTo(limit)) });
    return { ...open, limit, numbers };
  };

  it("refuses a value that is written, naming its place and not the value", async () => {
    const { numbers, fake } = await openNumbers();
    const error = await rejection(numbers.register("k", 4711));
    expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "register", namespace: "n" });
    expect(error.message).toContain("value.amount[0]");
    expect(error.message).not.toContain("4711");
    expect(error.cause).toBe(undefined);
    expect(fake.batches).toEqual([]);
  });

  it("its output is what is stored, and what is given", async () => {
    const { store } = await openFake();
    const trimmed = schemaOf<string>((value) => ({ value: String(value).trim() }));
    const names = store.openKeyedStore({ ...OPTIONS, schema: timing(trimmed) });
    await names.register("k", "  Ada ");
    expect(await names.lookup("k")).toBe("Ada");
    const [raw] = await store
      .owner("default")
      .usage()
      .then(() => names.entries());
    expect(raw?.value).toBe("Ada");
  });

  it("KS-VALUE-2 judges the value as it was when the call was made", async () => {
    const { store } = await openFake();
    const seen: unknown[] = [];
    const watch = schemaOf<{ n: number }>((value) => {
      seen.push(structuredClone(value));
      return { value: value as { n: number } };
    });
    const keyed = store.openKeyedStore({ ...OPTIONS, schema: timing(watch) });
    const value = { n: 1 };
    const written = keyed.register("k", value);
    value.n = 2;
    await written;
    expect(seen).toEqual([{ n: 1 }]);
    expect(await keyed.lookup("k")).toEqual({ n: 1 });
  });

  it("KS-VALUE-4 what it refuses on reading is CORRUPT and stays, and works where no value is needed", async () => {
    const { numbers, limit } = await openNumbers();
    await numbers.register("good", 3);
    await numbers.register("bad", 9);
    limit.max = 5;
    const reads = [
      numbers.lookup("bad"),
      numbers.lookupEntry("bad"),
      numbers.lookupMany(["good", "bad"]),
      numbers.consume("bad"),
      numbers.update("bad", () => 1),
      numbers.entries(),
    ];
    for (const read of reads) {
      const error = await rejection(read);
      expect(error).toMatchObject({ code: "KEYED_STORE_CORRUPT", namespace: "n" });
      expect(error.message).toContain('"bad"');
      expect(`${error.message}${String(error.cause)}`).not.toContain("9");
    }
    expect(await numbers.lookup("good")).toBe(3);
    expect(await numbers.count()).toBe(2);
    expect(await numbers.registerIfAbsent("bad", 1)).toBe(false);
    expect(await numbers.touch("bad", { ttlMs: null })).toBe(true);
    expect(await numbers.delete("bad")).toBe(true);
  });

  it("consume removes only what it can give, and gives each to one", async () => {
    const { numbers, limit } = await openNumbers();
    await numbers.register("k", 7);
    limit.max = 5;
    await rejection(numbers.consume("k"));
    limit.max = 10;
    expect(await Promise.all([numbers.consume("k"), numbers.consume("k"), numbers.consume("k")])).toEqual([
      7,
      undefined,
      undefined,
    ]);
  });

  it("judges what update makes, and keeps counting", async () => {
    const { numbers } = await openNumbers(3);
    await Promise.all(Array.from({ length: 3 }, () => numbers.update("k", (n = 0) => n + 1)));
    expect(await numbers.lookup("k")).toBe(3);
    expect((await rejection(numbers.update("k", (n = 0) => n + 1))).code).toBe("KEYED_STORE_INVALID_INPUT");
    expect(await numbers.lookup("k")).toBe(3);
  });

  it("iterates up to what it refuses", async () => {
    const { numbers, limit } = await openNumbers();
    await numbers.register("a", 1);
    await numbers.register("b", 9);
    await numbers.register("c", 1);
    limit.max = 5;
    const given: string[] = [];
    const loop = async () => {
      for await (const { key } of numbers.iterate()) given.push(key);
    };
    const error = await rejection(loop());
    expect(error).toMatchObject({ code: "KEYED_STORE_CORRUPT", operation: "iterate", backend: "fake" });
    expect(given).toEqual(["a"]);
  });

  it("one that throws refuses, and its words, which may quote the value, are not told", async () => {
    const { store } = await openFake();
    const broken = schemaOf<string>((value) => {
      throw new RangeError(`cannot take ${String(value)}`);
    });
    const keyed = store.openKeyedStore({ ...OPTIONS, schema: timing(broken) });
    const error = await rejection(keyed.register("k", "hunter2"));
    expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT" });
    expect(error.cause).toBe(undefined);
    expect(error.message).toContain("RangeError");
    expect(error.message).not.toContain("hunter2");
  });

  it("one that answers nonsense refuses", async () => {
    const { store } = await openFake();
    const broken = schemaOf<string>(() => undefined as never);
    const keyed = store.openKeyedStore({ ...OPTIONS, schema: timing(broken) });
    expect((await rejection(keyed.register("k", "v"))).code).toBe("KEYED_STORE_INVALID_INPUT");
  });
});

describe("an asynchronous schema", () => {
  it("is UNSUPPORTED in the synchronous API, and changes nothing there", async () => {
    const { store } = await openFake();
    const options = { ...OPTIONS, schema: late(numbersUpTo({ max: 10 })) };
    const later = store.openKeyedStore(options);
    const now = store.openSyncKeyedStore(options);
    await later.register("k", 1);
    const calls = [
      () => now.register("k", 2),
      () => now.lookup("k"),
      () => now.consume("k"),
      () => now.update("k", () => 5),
      () => [...now.iterate()],
      () => now.entries(),
    ];
    for (const call of calls) {
      const error = refusal(call);
      expect(error.code).toBe("KEYED_STORE_UNSUPPORTED");
      expect(error.message).toContain("schema");
    }
    await settleMicrotasks();
    expect(now.count()).toBe(1);
    expect(await later.lookup("k")).toBe(1);
  });

  it("KS-LIFE-1 close and flush wait for writes that wait for it", async () => {
    const { store, again } = await openFake();
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const keyed = store.openKeyedStore({ ...OPTIONS, schema: late(numbersUpTo({ max: 10 }), () => gate) });
    const order: string[] = [];
    const written = keyed.register("k", 1).then(() => order.push("register"));
    const flushed = store.flush().then(() => order.push("flush"));
    const closed = store.close().then(() => order.push("close"));
    await settleMicrotasks();
    expect(order).toEqual([]);
    release();
    await Promise.all([written, flushed, closed]);
    expect(order).toEqual(["register", "flush", "close"]);
    expect(await (await again()).openKeyedStore<number>(OPTIONS).lookup("k")).toBe(1);
  });

  it("KS-LIFE-1 close waits for an update that has to validate again", async () => {
    let batchesAtClose = -1;
    const { store, rival, again, fake } = await openFake({
      backend: {
        close() {
          batchesAtClose = fake.batches.length;
        },
      },
    });
    const other = (await rival()).openSyncKeyedStore<number>(OPTIONS);
    let races = 2;
    const pause = async () => {
      await settleMicrotasks();
      if (races-- > 0) other.update("k", (n = 0) => n + 1);
    };
    const numbers = store.openKeyedStore({ ...OPTIONS, schema: late(numbersUpTo({ max: 10 }), pause) });
    other.register("k", 1);
    const updated = numbers.update("k", (n = 0) => n + 5);
    await store.close();
    expect(await updated).toBe(true);
    expect(fake.batches.length).toBe(batchesAtClose);
    expect(await (await again()).openKeyedStore<number>(OPTIONS).lookup("k")).toBe(8);
  });
});
