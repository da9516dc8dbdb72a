import { once } from "node:events";
import { rename } from "node:fs/promises";
import type { BackendProvider, OpenStateStoreOptions } from "@keyed-store/core";
import { createStorage, type Driver, type Storage } from "unstorage";
import { describe, expect, expectTypeOf, it, onTestFinished } from "vitest";
import createDriver, { type KeyedStoreDriver, type UnstorageDriverOptions } from "../../src/unstorage/index.js";
import { describeBackends } from "../support/backends.js";
import { startChild } from "../support/child.js";
import { damageEntry } from "../support/damage.js";
import { makeDirectory } from "../support/make-directory.js";
import { openStore } from "../support/stores.js";

describe("the types of unstorage", () => {
  it("take the driver", () => {
    expectTypeOf<KeyedStoreDriver>().toExtend<Driver>();
    expectTypeOf<ReturnType<typeof createDriver>>().toExtend<Driver<UnstorageDriverOptions>>();
    // @ts-expect-error: a namespace is needed
    expectTypeOf(() => createDriver({ open: {} })).toBeFunction();
  });
});

describe("wrong options are refused by name where the driver is made", () => {
  const open = { directory: "./state" };
  it.each([
    [{ namespace: "n" }, "Neither store nor open was given"],
    [{ namespace: "n", open, store: () => expect.unreachable() }, "store and open were both given"],
    [{ open }, "namespace is missing"],
    [{ open, namespace: "a:b" }, "namespace must be"],
    [{ open, namespace: "n", tll: 5 }, 'Did you mean "ttl"?'],
    [{ open, namespace: "n", ttl: "5" }, 'ttl must be a number of seconds, was "5"'],
    [{ open, namespace: "n", ttl: -5 }, "ttl must be a number of seconds, was -5"],
    [{ open, namespace: "n", maxEntries: 1.5 }, "maxEntries must be a whole number"],
    [{ store: "./state", namespace: "n" }, "takes an open store"],
    [undefined, "given"],
  ])("%j", (options, message) => {
    expect(() => createDriver(options as UnstorageDriverOptions)).toThrow(
      expect.objectContaining({ code: "KEYED_STORE_INVALID_INPUT", message: expect.stringContaining(message) }),
    );
  });

  it("what is wrong for the store itself, where it is opened", async () => {
    const storage = createStorage({ driver: createDriver({ open: { directroy: "x" } as object, namespace: "n" }) });
    await expect(storage.getItem("k")).rejects.toThrow('Did you mean "directory"?');
  });
});

describeBackends("unstorage", (provider) => {
  it("keeps values as people read them, and bytes as base64", async () => {
    const store = await openStore(provider);
    const storage = createStorage({ driver: createDriver({ store, namespace: "items" }) });
    await storage.setItem("a:b", { list: [1, "two"] });
    await storage.setItem("text", "hello");
    await storage.setItemRaw("raw", Buffer.from("hi"));
    const kept = store.openKeyedStore({
      owner: "unstorage",
      namespace: "items",
      maxEntries: Infinity,
      overflow: "reject-new",
    });
    expect(await kept.lookupMany(["a:b", "text", "raw"])).toEqual([{ list: [1, "two"] }, "hello", { base64: "aGk=" }]);
  });

  it("gives bytes back as bytes and text as text, whichever way it is asked", async () => {
    const { storage } = await openStorage(provider);
    for (const bytes of [Buffer.from("hi"), new Uint8Array([104, 105]), new Uint8Array([104, 105]).buffer]) {
      await storage.setItemRaw("raw", bytes);
      expect(await storage.getItemRaw("raw")).toEqual(Buffer.from("hi"));
      expect(await storage.getItem("raw")).toBe("hi");
    }
    await storage.setItemRaw("raw", "text");
    expect(await storage.getItemRaw("raw")).toBe("text");
    await storage.setItem("json", '{"base64":"aGk="}');
    expect(await storage.getItemRaw("json")).toBe('{"base64":"aGk="}');
    await storage.setItemRaw("raw", { any: ["thing"] });
    expect(await storage.getItemRaw("raw")).toEqual({ any: ["thing"] });
  });

  it("keeps items for as many seconds as a call says, else the mount, else for ever", async () => {
    const { storage, clock } = await openStorage(provider, { ttl: 60 });
    await storage.setItem("mount", 1);
    await storage.setItem("call", 1, { ttl: 1.5 });
    await storage.setItem("ever", 1, { ttl: 0 });
    await storage.setItemRaw("raw", Buffer.from("x"), { ttl: 1 });
    await storage.setItems(
      [
        { key: "many", value: 1, options: { ttl: 2 } },
        { key: "most", value: 1 },
      ],
      { ttl: 3 },
    );
    const live = async (after: number): Promise<string[]> => {
      clock.now += after;
      return (await storage.getKeys()).sort();
    };
    expect(await live(0)).toEqual(["call", "ever", "many", "most", "mount", "raw"]);
    expect(await live(1_000)).toEqual(["call", "ever", "many", "most", "mount"]);
    expect(await live(500)).toEqual(["ever", "many", "most", "mount"]);
    expect(await live(1_500)).toEqual(["ever", "mount"]);
    expect(await live(57_000)).toEqual(["ever"]);
    expect(await storage.getItem("mount")).toBeNull();
    await expect(storage.setItem("k", 1, { ttl: "60" })).rejects.toThrow("ttl must be a number of seconds");
  });

  it("tells when an item was written, and how long it has left", async () => {
    const { storage } = await openStorage(provider, {}, Date.now());
    await storage.setItem("k", 1, { ttl: 3_600 });
    const { mtime, ttl } = await storage.getMeta("k", { nativeOnly: true });
    expect(mtime).toBeInstanceOf(Date);
    // It is the time of a real clock; the system is not so slow that an hour passes here.
    expect(ttl).toBeGreaterThan(0);
    expect(ttl).toBeLessThanOrEqual(3_600);
    await storage.setItem("ever", 1);
    expect(Object.keys(await storage.getMeta("ever"))).toEqual(["mtime"]);
    expect(await storage.getMeta("absent")).toEqual({});
  });

  it("clears below a base alone, in one step", async () => {
    const driver = createDriver({ store: await openStore(provider), namespace: "items" });
    for (const key of ["foo", "foo:a", "foo:b:c", "foobar:a"]) await driver.setItem(key, "1");
    // unstorage itself hands over a base to getKeys alone, and clears mounts as a whole.
    await driver.clear("foo:b:");
    expect(await driver.getKeys("")).toEqual(["foo", "foo:a", "foobar:a"]);
    await driver.clear("foo");
    expect(await driver.getKeys()).toEqual(["foo", "foobar:a"]);
    await driver.clear("");
    expect(await driver.getKeys()).toEqual([]);
  });

  it("keeps mounts of other namespaces apart", async () => {
    const store = await openStore(provider);
    const storage = createStorage();
    for (const namespace of ["one", "two"]) storage.mount(namespace, createDriver({ store, namespace }));
    await storage.setItem("one:k", 1);
    await storage.setItem("two:k", 2);
    await storage.clear("one");
    expect(await storage.getKeys()).toEqual(["two:k"]);
  });

  it("tells a watcher of its own changes and of others', until it is told to stop", async () => {
    const store = await openStore(provider);
    const make = () => createStorage({ driver: createDriver({ store, namespace: "items" }) });
    const [watching, other] = [make(), make()];
    const told = listenTo<string>();
    const unwatch = await watching.watch((event, key) => told.push(`${event} ${key}`));
    await watching.setItem("a:b", 1);
    expect(await told.next()).toBe("update a:b");
    await other.setItem("c", 1);
    expect(await told.next()).toBe("update c");
    await other.removeItem("a:b");
    expect(await told.next()).toBe("remove a:b");
    await unwatch();
    await other.setItem("d", 1);
    const unwatchAgain = await watching.watch((event, key) => told.push(`${event} ${key}`));
    await other.setItem("e", 1);
    expect(await told.next()).toBe("update e");
    await unwatchAgain();
  });

  it("closes on dispose what it opened, and nothing else", async () => {
    const directory = makeDirectory();
    const opened: Partial<OpenStateStoreOptions> = { directory, backend: provider.name, providers: [provider] };
    const storage = createStorage({ driver: createDriver({ open: opened, namespace: "items" }) });
    await storage.watch(() => {});
    await storage.setItem("k", "v");
    await storage.dispose();
    await expect(storage.getItem("k")).rejects.toMatchObject({ code: "KEYED_STORE_CLOSED" });

    const store = await openStore(provider, { directory });
    const shared = createStorage({ driver: createDriver({ store, namespace: "items" }) });
    await shared.dispose();
    expect(await shared.getItem("k")).toBe("v");
  });

  it("gives its namespace to whoever needs more than unstorage has", async () => {
    const store = await openStore(provider);
    const driver = createDriver({ store, namespace: "items" });
    const storage = createStorage({ driver });
    await storage.setItem("hits", 1);
    await (await driver.getInstance()).increment("hits");
    expect(await storage.getItem("hits")).toBe(2);
  });

  describe("trouble is a rejection", () => {
    const code = (name: string) => expect.objectContaining({ code: `KEYED_STORE_${name}` });

    it("where the store is closed under the driver", async () => {
      const store = await openStore(provider);
      const storage = createStorage({ driver: createDriver({ store, namespace: "items" }) });
      await storage.watch(() => {});
      await store.close();
      await expect(storage.getItem("k")).rejects.toEqual(code("CLOSED"));
      await expect(storage.setItem("k", 1)).rejects.toEqual(code("CLOSED"));
      await expect(storage.getKeys()).rejects.toEqual(code("CLOSED"));
      await expect(storage.clear()).rejects.toEqual(code("CLOSED"));
      expect(() => createDriver({ store, namespace: "items" })).toThrow(code("CLOSED"));
    });

    it("where the namespace is full and refuses the new, and none where the oldest goes", async () => {
      const { storage } = await openStorage(provider, { maxEntries: 1, overflow: "reject-new" });
      await storage.setItem("a", 1);
      await expect(storage.setItem("b", 1)).rejects.toEqual(code("LIMIT_EXCEEDED"));
      const { storage: evicting } = await openStorage(provider, { maxEntries: 1 });
      await evicting.setItem("a", 1);
      await evicting.setItem("b", 1);
      expect(await evicting.getKeys()).toEqual(["b"]);
    });

    it("where an item cannot be decoded; the others are there, and it can be written anew", async () => {
      const directory = makeDirectory();
      const store = await openStore(provider, { directory });
      const before = createStorage({ driver: createDriver({ store, namespace: "items" }) });
      await before.setItems([
        { key: "a", value: 1 },
        { key: "b", value: 2 },
      ]);
      await store.close();
      await damageEntry(store.databasePath, "a");
      const after = await openStore(provider, { directory });
      const storage = createStorage({ driver: createDriver({ store: after, namespace: "items" }) });
      await expect(storage.getItem("a")).rejects.toEqual(code("CORRUPT"));
      expect(await storage.getItem("b")).toBe(2);
      expect(await storage.getKeys()).toEqual(["a", "b"]);
      await storage.setItem("a", 3);
      expect(await storage.getItem("a")).toBe(3);
    });

    it.skipIf(process.platform === "win32")("where another process does not give way, until it does", async () => {
      const directory = makeDirectory();
      const child = await startChild("hold.mjs", [directory]);
      child.pause();
      const open = { directory, backend: provider.name, providers: [provider], busyTimeoutMs: 100 };
      const storage = createStorage({ driver: createDriver({ open, namespace: "items" }) });
      onTestFinished(() => storage.dispose());
      await expect(storage.setItem("k", 1)).rejects.toEqual(code("BUSY"));
      await child.kill();
      await storage.setItem("k", 1);
      expect(await storage.getItem("k")).toBe(1);
    });

    it.skipIf(process.platform === "win32")("but for a watcher, who is told by a warning of the process", async () => {
      const directory = makeDirectory();
      const store = await openStore(provider, { directory });
      const storage = createStorage({ driver: createDriver({ store, namespace: "items" }) });
      await storage.setItem("k", 1);
      await storage.watch(() => {});
      const warned = once(process, "warning");
      await rename(store.databasePath, `${store.databasePath}.moved`);
      const [warning] = await warned;
      expect(String(warning)).toContain("unstorage is told of no more changes");
      await expect(storage.setItem("k", 2)).rejects.toEqual(code("WRITE_FAILED"));
    });

    it("where a key or a value is too long, naming the limit", async () => {
      const { storage } = await openStorage(provider);
      await expect(storage.setItem("k".repeat(600), 1)).rejects.toThrow("limits.maxKeyBytes");
      await expect(storage.setItem("k", "v".repeat(70_000))).rejects.toThrow("limits.maxValueBytes");
      await expect(storage.setItemRaw("k", Buffer.alloc(60_000))).rejects.toThrow("limits.maxValueBytes");
    });
  });
});

async function openStorage(
  provider: BackendProvider,
  options: Partial<UnstorageDriverOptions> = {},
  now = 1_000_000,
): Promise<{ storage: Storage; clock: { now: number } }> {
  const clock = { now };
  const store = await openStore(provider, { clock: () => clock.now });
  return { clock, storage: createStorage({ driver: createDriver({ store, namespace: "items", ...options }) }) };
}

/** What is told, one after the other, each when it comes. */
function listenTo<T>(): { push(item: T): void; next(): Promise<T> } {
  const items: T[] = [];
  let wake = (): void => {};
  return {
    push(item) {
      items.push(item);
      wake();
    },
    async next() {
      while (items.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return items.shift() as T; // there is one
    },
  };
}
