import type { KeyvStorageAdapter } from "keyv6";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

/** A storage as Keyv 6 uses it; each call gives another one on the same data, which is empty at the start of each test. */
export type MakeStorage = () => KeyvStorageAdapter | Promise<KeyvStorageAdapter>;

/**
 * What Keyv 6 demands of a storage, as its repository's suite does, which is not published: written anew, without waiting. `Date` stands
 * still, and the checks move it.
 */
export function checkKeyv6Storage(makeStorage: MakeStorage): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  checkSingles(makeStorage);
  checkBatches(makeStorage);
  checkExpiry(makeStorage);
  checkNamespaces(makeStorage);
  checkIteration(makeStorage);
  it("disconnects without an error", async () => {
    await expect((await makeStorage()).disconnect?.()).resolves.toBeUndefined();
  });
}

function checkSingles(makeStorage: MakeStorage): void {
  describe("one key", () => {
    it("comes back as it was set", async () => {
      const storage = await makeStorage();
      expect(await storage.set("k", "some text")).toBe(true);
      expect(await storage.get("k")).toBe("some text");
      expect(await (await makeStorage()).get("k")).toBe("some text");
    });

    it("is undefined where there is nothing", async () => {
      expect(await (await makeStorage()).get("k")).toBeUndefined();
    });

    it("is deleted: true, then false", async () => {
      const storage = await makeStorage();
      await storage.set("k", "v");
      expect(await storage.delete("k")).toBe(true);
      expect(await storage.get("k")).toBeUndefined();
      expect(await storage.delete("k")).toBe(false);
    });

    it("is there, or is not", async () => {
      const storage = await makeStorage();
      expect(await storage.has("k")).toBe(false);
      await storage.set("k", "v");
      expect(await storage.has("k")).toBe(true);
      await storage.delete("k");
      expect(await storage.has("k")).toBe(false);
    });

    it("is gone when all is cleared", async () => {
      const storage = await makeStorage();
      await storage.set("k1", "v1");
      await storage.set("k2", "v2");
      expect(await storage.clear()).toBeUndefined();
      expect(await storage.getMany(["k1", "k2"])).toEqual([undefined, undefined]);
    });
  });
}

function checkBatches(makeStorage: MakeStorage): void {
  describe("many keys", () => {
    it("come back as they were set, by position", async () => {
      const storage = await makeStorage();
      const entries = ["a", "b", "c"].map((key) => ({ key, value: `value ${key}` }));
      expect(await storage.setMany(entries)).toEqual([true, true, true]);
      expect(await storage.getMany(["c", "x", "a", "c"])).toEqual(["value c", undefined, "value a", "value c"]);
      expect(await storage.get("b")).toBe("value b");
    });

    it("are there or not, by position", async () => {
      const storage = await makeStorage();
      await storage.setMany([
        { key: "a", value: "1" },
        { key: "b", value: "2" },
      ]);
      expect(await storage.hasMany(["a", "x", "b"])).toEqual([true, false, true]);
    });

    it("are deleted, with an answer for each", async () => {
      const storage = await makeStorage();
      await storage.setMany([
        { key: "a", value: "1" },
        { key: "b", value: "2" },
      ]);
      expect(await storage.deleteMany(["a", "x", "b"])).toEqual([true, false, true]);
      expect(await storage.getMany(["a", "b"])).toEqual([undefined, undefined]);
      expect(await storage.deleteMany(["a", "b"])).toEqual([false, false]);
    });

    it("may be none", async () => {
      const storage = await makeStorage();
      expect((await storage.setMany([])) ?? []).toEqual([]);
      expect(await storage.getMany([])).toEqual([]);
      expect(await storage.hasMany([])).toEqual([]);
      expect(await storage.deleteMany([])).toEqual([]);
    });
  });
}

function checkExpiry(makeStorage: MakeStorage): void {
  describe("the instant of expiry", () => {
    it("ends an entry, for get, getMany, has and hasMany", async () => {
      const storage = await makeStorage();
      await storage.set("k", "v", Date.now() + 500);
      await storage.set("stays", "v");
      vi.setSystemTime(Date.now() + 499);
      expect(await storage.get("k")).toBe("v");
      vi.setSystemTime(Date.now() + 2);
      expect(await storage.get("k")).toBeUndefined();
      expect(await storage.has("k")).toBe(false);
      expect(await storage.getMany(["k", "stays"])).toEqual([undefined, "v"]);
      expect(await storage.hasMany(["k", "stays"])).toEqual([false, true]);
    });

    it("may have passed: the write is taken, and what was there is gone too", async () => {
      const storage = await makeStorage();
      await storage.set("k", "older");
      expect(await storage.set("k", "v", Date.now() - 500)).toBe(true);
      expect(await storage.get("k")).toBeUndefined();
      expect(await storage.setMany([{ key: "k", value: "v", expires: 1 }])).toEqual([true]);
      expect(await storage.get("k")).toBeUndefined();
    });

    it("is each entry's own in a batch", async () => {
      const storage = await makeStorage();
      await storage.setMany([
        { key: "a", value: "1", expires: Date.now() + 500 },
        { key: "b", value: "2" },
        { key: "c", value: "3", expires: Date.now() + 5_000 },
      ]);
      vi.setSystemTime(Date.now() + 501);
      expect(await storage.getMany(["a", "b", "c"])).toEqual([undefined, "2", "3"]);
    });

    it("is set anew by each write", async () => {
      const storage = await makeStorage();
      await storage.set("k", "v", Date.now() + 500);
      await storage.set("k", "w");
      vi.setSystemTime(Date.now() + 501);
      expect(await storage.get("k")).toBe("w");
    });
  });
}

/** Names that a careless joining of namespace and key would mix up. */
const NAMESPACES = ["a", "b", "a:b", "a\\", "a%3A", "ä ö", "a\nb", "%", "_"];

function checkNamespaces(makeStorage: MakeStorage): void {
  describe("the namespace", () => {
    it("is what it was set to, and none at first", async () => {
      const storage = await makeStorage();
      expect(storage.namespace).toBeUndefined();
      storage.namespace = "n";
      expect(storage.namespace).toBe("n");
      storage.namespace = undefined;
      expect(storage.namespace).toBeUndefined();
    });

    it("keeps the same keys apart, and is cleared alone", async () => {
      const storage = await makeStorage();
      const inNamespace = (namespace: string): KeyvStorageAdapter => Object.assign(storage, { namespace });
      for (const namespace of NAMESPACES) await inNamespace(namespace).set("k", namespace);
      for (const namespace of NAMESPACES) expect(await inNamespace(namespace).get("k")).toBe(namespace);
      await inNamespace("a").clear();
      expect(await inNamespace("a").get("k")).toBeUndefined();
      expect(await inNamespace("a").delete("k")).toBe(false);
      for (const namespace of NAMESPACES.slice(1)) expect(await inNamespace(namespace).get("k")).toBe(namespace);
    });
  });
}

function checkIteration(makeStorage: MakeStorage): void {
  describe("the iterator", () => {
    it("is an async iterator", async () => {
      expect((await makeStorage()).iterator?.()[Symbol.asyncIterator]).toBeTypeOf("function");
    });

    it("gives the pairs of the namespace, without it, and no others", async () => {
      const storage = await makeStorage();
      await storage.set("without", "0");
      storage.namespace = "other";
      await storage.set("n:k", "1");
      storage.namespace = "n";
      const pairs = new Map([..."abcdefghijklmnopqrstuvwxyz"].map((key) => [key, `value ${key}`]));
      for (const [key, value] of pairs) await storage.set(key, value);
      await storage.set("expired", "2", Date.now() + 1);
      vi.setSystemTime(Date.now() + 2);
      expect(new Map(await collect(storage))).toEqual(pairs);
    });

    it("gives nothing of an empty namespace", async () => {
      const storage = await makeStorage();
      await storage.set("k", "v");
      storage.namespace = "empty";
      expect(await collect(storage)).toEqual([]);
    });
  });
}

async function collect(storage: KeyvStorageAdapter): Promise<[string, unknown][]> {
  const pairs: [string, unknown][] = [];
  for await (const [key, value] of storage.iterator?.() ?? []) pairs.push([String(key), value]);
  return pairs;
}
