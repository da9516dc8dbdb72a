import { Keyv as Keyv5 } from "keyv";
import { Keyv as Keyv6 } from "keyv6";
import { afterEach, describe, expect, it, vi } from "vitest";
import { KeyvKeyedStore } from "../../src/keyv/index.js";
import { describeBackends } from "../support/backends.js";
import { KEYV_HOSTS } from "../support/keyv-hosts.js";
import { makeDirectory } from "../support/make-directory.js";
import { openStore } from "../support/stores.js";

afterEach(() => {
  vi.useRealTimers();
});

describeBackends("Keyv", (provider) => {
  describe.each(KEYV_HOSTS)("%s", (_name, makeKeyv) => {
    it("keeps values as people read them, under the namespace and the key", async () => {
      const store = await openStore(provider);
      await makeKeyv(new KeyvKeyedStore(store)).set("k", { list: [1, "two", null] });
      const kept = store.openKeyedStore({
        owner: "keyv",
        namespace: "entries",
        maxEntries: Infinity,
        overflow: "reject-new",
      });
      expect(await kept.lookup("n:k")).toEqual({ value: { list: [1, "two", null] } });
    });

    it.each([
      ["text with quotes and half of a character", 'a "b" \ud800 \n'],
      ["text that looks like one of ours", { base64: "aGk=" }],
      ["bytes", Buffer.from([0, 255, 128])],
      ["a colon first", ":base64:aGk="],
      ["null", null],
      ["numbers", [0, 1e21, 1e-7, 5e-324, 2 ** 53]],
      ["members that sort as numbers", { b: 1, 2: 2, 1: 1 }],
      ["a member called __proto__", JSON.parse('{"__proto__":{"a":1}}')],
    ])("gives back %s", async (_title, value) => {
      const keyv = makeKeyv(new KeyvKeyedStore(await openStore(provider)));
      await keyv.set("k", value);
      expect(await keyv.get("k")).toEqual(value);
    });

    it("takes keys and namespaces of any characters, and clears one namespace alone", async () => {
      const store = await openStore(provider);
      const names = ["a", "b", "a:b", "a::b", "a\\", "a\\:b", "\0", "\ud800", "ü", "%3A"];
      const keyvs = names.map((name) => makeKeyv(new KeyvKeyedStore(store), name));
      const keys = ["k", "x:k", ":b:k", "\0", "\\0", "\ud83d", "\ude00", "😀", " ", "__proto__"];
      for (const [index, keyv] of keyvs.entries())
        for (const key of keys) expect(await keyv.set(key, `${index} ${key}`)).toBe(true);
      const expectAll = async (from: number): Promise<void> => {
        for (const [index, keyv] of keyvs.entries())
          for (const key of keys) expect(await keyv.get(key)).toEqual(index < from ? undefined : `${index} ${key}`);
      };
      await expectAll(0);
      await keyvs[0]?.clear();
      await expectAll(1);
    });

    it("iterates over its namespace alone, with the keys as they were given", async () => {
      const store = await openStore(provider);
      await makeKeyv(new KeyvKeyedStore(store), "na").set("other", 0);
      const keyv = makeKeyv(new KeyvKeyedStore(store));
      const keys = ["k", "a:b", "\0", "\\"];
      for (const key of keys) await keyv.set(key, key);
      const found: unknown[] = [];
      for await (const pair of keyv.iterator?.() ?? []) found.push(pair);
      expect(new Map(found as [string, string][])).toEqual(new Map(keys.map((key) => [key, key])));
    });

    it("ends an entry at the very instant that Keyv wrote into it", async () => {
      vi.useFakeTimers({ toFake: ["Date"] });
      const store = await openStore(provider, { clock: () => Date.now() });
      const keyv = makeKeyv(new KeyvKeyedStore(store));
      const kept = store.openKeyedStore({
        owner: "keyv",
        namespace: "entries",
        maxEntries: Infinity,
        overflow: "reject-new",
      });
      await keyv.set("k", "v", 1_500);
      const entry = await kept.lookupEntry("n:k");
      expect(entry).toMatchObject({ value: { value: "v", expires: entry?.expiresAt }, expiresAt: Date.now() + 1_500 });
    });

    it.each([
      [0, "v"],
      [Infinity, "v"],
      [Number.NaN, "v"],
      [Number.MAX_SAFE_INTEGER, "v"],
      [0.4, "v"],
      [-5, undefined],
    ])("takes a ttl of %d", async (ttl, expected) => {
      vi.useFakeTimers({ toFake: ["Date"] });
      const keyv = makeKeyv(new KeyvKeyedStore(await openStore(provider, { clock: () => Date.now() })));
      expect(await keyv.set("k", "v", ttl)).toBe(true);
      // Keyv 6 takes a negative time to live for none.
      expect(await keyv.get("k")).toBe(keyv instanceof Keyv6 ? "v" : expected);
    });

    it("has and counts nothing that has expired, also behind Keyv's back", async () => {
      vi.useFakeTimers({ toFake: ["Date"] });
      const keyv = makeKeyv(new KeyvKeyedStore(await openStore(provider, { clock: () => Date.now() })));
      await keyv.setMany([
        { key: "a", value: 1, ttl: 10 },
        { key: "b", value: 2 },
      ]);
      vi.setSystemTime(Date.now() + 10);
      expect(await keyv.has("a")).toBe(false);
      expect(await keyv.getMany(["a", "b"])).toEqual([undefined, 2]);
      expect(await keyv.delete("a")).toBe(false);
    });

    it("closes what it opened at the first use, and nothing else", async () => {
      const directory = makeDirectory();
      let opened = 0;
      const open = async () => {
        opened += 1;
        return openStore(provider, { directory });
      };
      const keyv = makeKeyv(new KeyvKeyedStore(open));
      const errors: unknown[] = [];
      keyv.on("error", (error) => errors.push(error));
      expect(opened).toBe(0);
      await Promise.all([keyv.set("a", 1), keyv.set("b", 2)]);
      await keyv.disconnect();
      expect(await keyv.set("c", 3)).toBe(false);
      expect(errors).toEqual([expect.objectContaining({ code: "KEYED_STORE_CLOSED" })]);
      expect(opened).toBe(1);

      const shared = await openStore(provider, { directory });
      const other = makeKeyv(new KeyvKeyedStore(shared));
      await other.disconnect();
      expect(await other.getMany(["a", "b", "c"])).toEqual([1, 2, undefined]);
    });
  });

  it("shows Keyv 6 what Keyv 5 wrote in the same namespace", async () => {
    const store = await openStore(provider);
    await new Keyv5({ store: new KeyvKeyedStore(store) }).set("k", { a: [1] }, 60_000);
    const newer = new Keyv6({ store: new KeyvKeyedStore(store), namespace: "keyv" });
    expect(await newer.get("k")).toEqual({ a: [1] });
    await newer.clear();
    expect(await new Keyv5({ store: new KeyvKeyedStore(store) }).get("k")).toBeUndefined();
  });

  it("empties, without a namespace, what has none", async () => {
    const store = await openStore(provider);
    const named = new Keyv6({ store: new KeyvKeyedStore(store), namespace: "n" });
    const without = new Keyv6({ store: new KeyvKeyedStore(store) });
    await named.set("k", 1);
    await without.set("n:k", 2);
    expect(await named.get("k")).toBe(1);
    await without.clear();
    expect(await without.get("n:k")).toBeUndefined();
    expect(await named.get("k")).toBe(1);
  });

  it("reads and writes the right entries where several of Keyv 5 share one adapter", async () => {
    const adapter = new KeyvKeyedStore(await openStore(provider));
    const [first, second] = ["first", "second"].map((namespace) => new Keyv5({ store: adapter, namespace }));
    await first?.set("k", 1);
    await second?.set("k", 2);
    const third = new Keyv5({ store: adapter, namespace: "third" });
    expect(await third.get("k")).toBeUndefined();
    expect([await first?.get("k"), await second?.get("k")]).toEqual([1, 2]);
  });

  it("clears its namespace also where Keyv 5 writes none before the keys", async () => {
    const store = await openStore(provider);
    const keyv = new Keyv5({ store: new KeyvKeyedStore(store), useKeyPrefix: false });
    const other = new Keyv5({ store: new KeyvKeyedStore(store), namespace: "other" });
    await keyv.set("k", 1);
    await other.set("k", 2);
    expect(await keyv.get("k")).toBe(1);
    await keyv.clear();
    expect([await keyv.get("k"), await other.get("k")]).toEqual([undefined, 2]);
  });

  it("keeps what other serializers write, also where JSON alone would not", async () => {
    const store = await openStore(provider);
    const text = '{"value":9223372036854775807,  "expires":null}';
    const adapter = new KeyvKeyedStore(store);
    await adapter.set("n:k", text);
    expect(await adapter.get("n:k")).toBe(text);
  });

  it("keeps values as JSON keeps them where there is no serializer", async () => {
    const keyv = new Keyv6({ store: new KeyvKeyedStore(await openStore(provider)), serialization: false });
    await keyv.set("k", { at: new Date(0), none: undefined });
    expect(await keyv.get("k")).toEqual({ at: "1970-01-01T00:00:00.000Z" });
  });
});
