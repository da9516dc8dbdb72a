import { KeyvAdapter } from "@apollo/utils.keyvadapter";
import { createCache } from "cache-manager";
import { Keyv } from "keyv";
import { afterEach, expect, it, vi } from "vitest";
import { KeyvKeyedStore } from "../../src/keyv/index.js";
import { describeBackends } from "../support/backends.js";
import { openStore } from "../support/stores.js";

afterEach(() => {
  vi.useRealTimers();
});

describeBackends("cache-manager", (provider) => {
  it("sets, gets, deletes and clears, one and many", async () => {
    const cache = createCache({ stores: [new Keyv({ store: new KeyvKeyedStore(await openStore(provider)) })] });
    expect(await cache.set("a", { n: 1 })).toEqual({ n: 1 });
    await cache.mset([
      { key: "b", value: "two" },
      { key: "c", value: null },
    ]);
    expect(await cache.mget(["a", "b", "x"])).toEqual([{ n: 1 }, "two", undefined]);
    expect(await cache.del("a")).toBe(true);
    expect(await cache.mdel(["b", "x"])).toBe(true);
    expect(await cache.mget(["a", "b"])).toEqual([undefined, undefined]);
    await cache.clear();
    expect(await cache.get("c")).toBeUndefined();
  });

  it("wraps what takes long, once until its time is over", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const store = await openStore(provider, { clock: () => Date.now() });
    const cache = createCache({ stores: [new Keyv({ store: new KeyvKeyedStore(store) })], ttl: 1_000 });
    let calls = 0;
    const load = (): Promise<number> =>
      cache.wrap("k", async () => {
        calls += 1;
        return calls;
      });
    expect([await load(), await load()]).toEqual([1, 1]);
    expect(await cache.ttl("k")).toBe(Date.now() + 1_000);
    vi.setSystemTime(Date.now() + 1_001);
    expect(await load()).toBe(2);
  });

  it("fills a faster store from this one", async () => {
    const slower = new Keyv({ store: new KeyvKeyedStore(await openStore(provider)) });
    await slower.set("k", "kept");
    const faster = new Keyv();
    const cache = createCache({ stores: [faster, slower] });
    await cache.wrap("k", async () => expect.unreachable());
    expect(await faster.get("k")).toBe("kept");
  });

  it("tells of trouble as it does of any store's", async () => {
    const store = await openStore(provider);
    const keyv = new Keyv({ store: new KeyvKeyedStore(store) });
    const errors: unknown[] = [];
    keyv.on("error", (error: unknown) => errors.push(error));
    const cache = createCache({ stores: [keyv] });
    await store.close();
    expect(await cache.get("k")).toBeUndefined();
    await cache.set("k", 1);
    const closed = expect.objectContaining({ code: "KEYED_STORE_CLOSED" });
    expect(errors).toEqual([closed, closed]);
  });
});

describeBackends("Apollo's cache", (provider) => {
  it("gets in batches, sets with seconds, and deletes", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const store = await openStore(provider, { clock: () => Date.now() });
    const keyv: unknown = new Keyv({ store: new KeyvKeyedStore(store) });
    // Apollo is CommonJS, and so are the types of Keyv that it sees.
    const cache = new KeyvAdapter<string>(keyv as ConstructorParameters<typeof KeyvAdapter<string>>[0]);
    await cache.set("a", "1", { ttl: 60 });
    await cache.set("b", "2");
    expect(await Promise.all([cache.get("a"), cache.get("b"), cache.get("x")])).toEqual(["1", "2", undefined]);
    vi.setSystemTime(Date.now() + 60_001);
    expect(await cache.get("a")).toBeUndefined();
    expect(await cache.delete("b")).toBe(true);
    expect(await cache.get("b")).toBeUndefined();
  });
});
