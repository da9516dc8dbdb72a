import { createStorage, type Driver, restoreSnapshot, type Storage, type StorageValue, snapshot } from "unstorage";
import { describe, expect, it } from "vitest";

/** An empty driver for each test. */
export type MakeDriver = () => Driver | Promise<Driver>;

/** What unstorage demands of a driver, as its repository's suite does, which is not published: written anew. */
export function checkUnstorageDriver(makeDriver: MakeDriver): void {
  const open = async (): Promise<Storage> => createStorage({ driver: await makeDriver() });
  checkItems(open);
  checkSerialising(open);
  checkKeys(open);
  checkMounts(makeDriver);
}

function checkItems(open: () => Promise<Storage>): void {
  describe("items", () => {
    it("are not there at first", async () => {
      const storage = await open();
      expect(await storage.hasItem("a:b")).toBe(false);
      expect(await storage.getItem("a:b")).toBeNull();
      expect(await storage.getItemRaw("a:b")).toBeNull();
      expect(await storage.getKeys()).toEqual([]);
    });

    it("are set, written over, and removed", async () => {
      const storage = await open();
      await storage.setItem("a:b", "first");
      await storage.setItem("a:b", "second");
      expect(await storage.hasItem("a:b")).toBe(true);
      expect(await storage.getItem("a:b")).toBe("second");
      await storage.removeItem("a:b");
      await storage.removeItem("a:b");
      expect(await storage.hasItem("a:b")).toBe(false);
      expect(await storage.getItem("a:b")).toBeNull();
    });

    it("have one key, however it is written", async () => {
      const storage = await open();
      await storage.setItem("/a/b?q=1", "v");
      for (const key of ["a:b", "a/b", "a\\b", "a:b?q=2"]) expect(await storage.getItem(key)).toBe("v");
      expect(await storage.getKeys()).toEqual(["a:b"]);
    });

    it("are set and read many at once, by position", async () => {
      const storage = await open();
      await storage.setItems<StorageValue>([
        { key: "t:1", value: "one" },
        { key: "t/2", value: { n: 2 } },
      ]);
      expect(await storage.getItems(["t:2", { key: "t:1?x" }, "t:3"])).toEqual([
        { key: "t:2", value: { n: 2 } },
        { key: "t:1", value: "one" },
        { key: "t:3", value: null },
      ]);
    });

    it("are removed by setting undefined", async () => {
      const storage = await open();
      await storage.setItem("k", "v");
      await storage.setItem("k", undefined as never);
      expect(await storage.hasItem("k")).toBe(false);
    });

    it("come from a snapshot and go into one", async () => {
      const storage = await open();
      await restoreSnapshot(storage, { "a:b": "text", "a:c": { n: 1 } }, "base");
      expect(await storage.getItem("base:a:b")).toBe("text");
      expect(await snapshot(storage, "base")).toEqual({ "a:b": "text", "a:c": { n: 1 } });
    });

    it("have the meta that was set beside them", async () => {
      const storage = await open();
      await storage.setItem("k", "v");
      await storage.setMeta("k", { mtime: new Date(0), note: "kept" });
      expect(await storage.getMeta("k")).toMatchObject({ mtime: new Date(0), note: "kept" });
      expect(await storage.getKeys()).toEqual(["k"]);
      await storage.removeItem("k", { removeMeta: true });
      expect((await storage.getMeta("k"))["note"]).toBeUndefined();
    });
  });
}

function checkSerialising(open: () => Promise<Storage>): void {
  describe("values", () => {
    it.each([
      ["text", "text"],
      ["an object", { json: "works", deep: [1, { two: null }] }],
      ["a list", [1, "two"]],
      ["true", true],
      ["false", false],
      ["zero", 0],
      ["a fraction", 0.1],
      ["null", null],
      ["empty text", ""],
    ])("come back: %s", async (_title, value) => {
      const storage = await open();
      await storage.setItem<never>("k", value as never);
      expect(await storage.getItem("k")).toEqual(value);
    });

    it("come back as their toJSON has them", async () => {
      const storage = await open();
      class AsText {
        toJSON(): unknown {
          return "SERIALIZED";
        }
      }
      class AsObject {
        toJSON(): unknown {
          return { of: "an object" };
        }
      }
      await storage.setItem("text", new AsText());
      await storage.setItem("object", new AsObject());
      expect(await storage.getItem("text")).toBe("SERIALIZED");
      expect(await storage.getItem("object")).toEqual({ of: "an object" });
    });

    it("that cannot be text are refused by unstorage", async () => {
      class Plain {}
      const storage = await open();
      await expect(storage.setItem("k", new Plain())).rejects.toThrow("[unstorage] Cannot stringify value!");
    });

    it("that are raw come back byte by byte", async () => {
      const storage = await open();
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
      await storage.setItemRaw("raw.bin", bytes);
      const read = await storage.getItemRaw<Uint8Array>("raw.bin");
      expect(Buffer.from(read ?? [])).toEqual(Buffer.from(bytes));
    });
  });
}

function checkKeys(open: () => Promise<Storage>): void {
  const KEYS = ["a", "foo:a", "foo:b:c", "foo:b:d:e", "foobar:a"];
  const filled = async (): Promise<Storage> => {
    const storage = await open();
    for (const key of KEYS) await storage.setItem(key, key);
    return storage;
  };
  const sorted = async (keys: Promise<string[]>): Promise<string[]> => (await keys).sort();

  describe("keys", () => {
    it("are listed, all or below a base", async () => {
      const storage = await filled();
      expect(await sorted(storage.getKeys())).toEqual(KEYS);
      expect(await sorted(storage.getKeys("foo"))).toEqual(["foo:a", "foo:b:c", "foo:b:d:e"]);
      expect(await sorted(storage.getKeys("foo:b:"))).toEqual(["foo:b:c", "foo:b:d:e"]);
      expect(await storage.getKeys("fo")).toEqual([]);
    });

    it("are listed to a depth", async () => {
      const storage = await filled();
      expect(await sorted(storage.getKeys(undefined, { maxDepth: 0 }))).toEqual(["a"]);
      expect(await sorted(storage.getKeys("", { maxDepth: 1 }))).toEqual(["a", "foo:a", "foobar:a"]);
      expect(await sorted(storage.getKeys("foo", { maxDepth: 2 }))).toEqual(["foo:a", "foo:b:c"]);
    });

    it("are cleared, also where there are none", async () => {
      const storage = await filled();
      await storage.clear();
      expect(await storage.getKeys()).toEqual([]);
      await storage.clear();
      expect(await storage.getKeys()).toEqual([]);
    });
  });
}

function checkMounts(makeDriver: MakeDriver): void {
  it("sees of a mount what is below it alone", async () => {
    const storage = createStorage();
    storage.mount("here", await makeDriver());
    await storage.setItem("here:k", "in the mount");
    await storage.setItem("there:k", "elsewhere");
    expect(await storage.getKeys("here")).toEqual(["here:k"]);
    await storage.clear("here");
    expect([await storage.getItem("here:k"), await storage.getItem("there:k")]).toEqual([null, "elsewhere"]);
    await storage.unmount("here");
    expect(await storage.getItem("here:k")).toBeNull();
  });
}
