import { openStateStore } from "@keyed-store/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { KeyvKeyedStore, type StoreSource } from "../../src/keyv/index.js";
import { describeBackends } from "../support/backends.js";
import { startChild } from "../support/child.js";
import { damageEntry } from "../support/damage.js";
import { KEYV_HOSTS, type KeyvHost } from "../support/keyv-hosts.js";
import { makeDirectory } from "../support/make-directory.js";
import { openStore } from "../support/stores.js";

/** The codes of what a Keyv tells its listeners. */
function listen(keyv: KeyvHost): string[] {
  const codes: string[] = [];
  keyv.on("error", (error) => codes.push((error as { code: string }).code.replace("KEYED_STORE_", "")));
  return codes;
}

/** What came of a call: its result, or the code it was rejected with. */
const outcome = (promise: Promise<unknown>): Promise<unknown> =>
  promise.catch((error: { code: string }) => error.code.replace("KEYED_STORE_", ""));

describe("a wrong argument is refused by name where the adapter is made", () => {
  it.each([
    [undefined, "was undefined"],
    ["./state", 'takes an open store from openStateStore, or a function that opens one, was "./state"'],
    [{ directory: "./state" }, "takes an open store"],
    [Promise.resolve(), "takes an open store"],
  ])("the store: %s", (source, message) => {
    const make = () => new KeyvKeyedStore(source as unknown as StoreSource);
    expect(make).toThrow(
      expect.objectContaining({ code: "KEYED_STORE_INVALID_INPUT", message: expect.stringContaining(message) }),
    );
  });

  it.each([
    [{ maxEntry: 5 }, 'Did you mean "maxEntries"?'],
    [{ maxEntries: 0 }, "maxEntries must be a whole number from 1, or Infinity, was 0"],
    [{ maxEntries: Infinity, overflow: "evict-oldest" }, "maxEntries"],
    [{ overflow: "evict-newest" }, '"reject-new" or "evict-oldest", was "evict-newest"'],
    [{ namespace: "my cache" }, "namespace must be"],
    [{ owner: "" }, "owner must be"],
    ["cache", "must be an object"],
  ])("the options: %j", (options, message) => {
    const make = () => new KeyvKeyedStore(() => expect.unreachable(), options as object);
    expect(make).toThrow(
      expect.objectContaining({ code: "KEYED_STORE_INVALID_INPUT", message: expect.stringContaining(message) }),
    );
  });

  it("a store that is closed, and a namespace that is open with other options", async () => {
    const store = await openStore();
    expect(() => new KeyvKeyedStore(store, { maxEntries: 5 })).not.toThrow();
    expect(() => new KeyvKeyedStore(store, { maxEntries: 6 })).toThrow(/maxEntries/);
    await store.close();
    expect(() => new KeyvKeyedStore(store)).toThrow(expect.objectContaining({ code: "KEYED_STORE_CLOSED" }));
  });
});

describeBackends("trouble reaches Keyv's listeners", (provider) => {
  describe.each(KEYV_HOSTS)("%s", (name, makeKeyv) => {
    /** Keyv 5 passes on what fails of these, and Keyv 6 makes a miss of it. */
    const failedRead = (code: string, miss: unknown): unknown => (name === "Keyv 5" ? code : miss);

    it("a store that is closed under the adapter", async () => {
      const store = await openStore(provider);
      const keyv = makeKeyv(new KeyvKeyedStore(store));
      const codes = listen(keyv);
      await keyv.set("k", 1);
      await store.close();
      expect(await keyv.set("k", 2)).toBe(false);
      expect(await keyv.setMany([{ key: "k", value: 2 }])).toEqual([false]);
      expect(await keyv.delete("k")).toBe(false);
      await keyv.clear();
      expect(await keyv.get("k")).toBeUndefined();
      expect(codes).toEqual(Array(5).fill("CLOSED"));
      expect(await outcome(keyv.getMany(["k"]))).toEqual(failedRead("CLOSED", [undefined]));
      expect(await outcome(keyv.has("k"))).toEqual(failedRead("CLOSED", false));
      expect(codes).toEqual(Array(7).fill("CLOSED"));
    });

    it("a store that could not be opened, until it can be", async () => {
      const store = await openStore(provider);
      let attempts = 0;
      const keyv = makeKeyv(
        new KeyvKeyedStore(() => {
          attempts += 1;
          if (attempts === 1) throw Object.assign(new Error("not yet"), { code: "NOT_YET" });
          return store;
        }),
      );
      const codes = listen(keyv);
      expect(await keyv.set("k", 1)).toBe(false);
      expect(codes).toEqual(["NOT_YET"]);
      expect(await keyv.set("k", 1)).toBe(true);
      expect(await keyv.get("k")).toBe(1);
    });

    it.skipIf(process.platform === "win32")("another process that holds the store and does not give way", async () => {
      const directory = makeDirectory();
      const child = await startChild("hold.mjs", [directory]);
      child.pause();
      const open = () =>
        openStateStore({ directory, backend: provider.name, providers: [provider], busyTimeoutMs: 100 });
      const keyv = makeKeyv(new KeyvKeyedStore(open));
      onTestFinished(() => keyv.disconnect());
      const codes = listen(keyv);
      expect(await keyv.set("k", 1)).toBe(false);
      expect(codes).toEqual(["BUSY"]);
      await child.kill();
      expect(await keyv.set("k", 1)).toBe(true);
    });

    it("a namespace that is full and refuses the new", async () => {
      const store = await openStore(provider);
      const keyv = makeKeyv(new KeyvKeyedStore(store, { maxEntries: 2, overflow: "reject-new" }));
      const codes = listen(keyv);
      const entries = ["a", "b", "c", "a"].map((key) => ({ key, value: key }));
      expect(await keyv.setMany(entries)).toEqual([true, true, false, true]);
      expect(await keyv.set("d", 1)).toBe(false);
      expect(codes).toEqual(["LIMIT_EXCEEDED", "LIMIT_EXCEEDED"]);
    });

    it("nothing, where a cap drops the oldest", async () => {
      const keyv = makeKeyv(new KeyvKeyedStore(await openStore(provider), { maxEntries: 2 }));
      for (const key of ["a", "b", "c"]) await keyv.set(key, key);
      expect(await keyv.getMany(["a", "b", "c"])).toEqual([undefined, "b", "c"]);
    });

    it("an entry that cannot be decoded, which costs itself alone", async () => {
      const directory = makeDirectory();
      const before = await openStore(provider, { directory });
      const writing = makeKeyv(new KeyvKeyedStore(before));
      for (const key of ["a", "b", "c"]) await writing.set(key, key);
      const { databasePath } = before;
      await before.close();
      await damageEntry(databasePath, "n:b");

      const keyv = makeKeyv(new KeyvKeyedStore(await openStore(provider, { directory })));
      const codes = listen(keyv);
      expect(await keyv.get("b")).toBeUndefined();
      expect(await keyv.getMany(["a", "b", "c"])).toEqual(["a", undefined, "c"]);
      expect(codes).toEqual(["CORRUPT", "CORRUPT"]);
      expect(await keyv.set("b", "new")).toBe(true);
      expect(await keyv.get("b")).toBe("new");
    });

    it("a key or a value that is too long, saying which limit to raise", async () => {
      const keyv = makeKeyv(new KeyvKeyedStore(await openStore(provider)));
      const messages: string[] = [];
      keyv.on("error", (error) => messages.push(String(error)));
      expect(await keyv.set("k".repeat(600), 1)).toBe(false);
      expect(await keyv.get("k".repeat(600))).toBeUndefined();
      expect(await keyv.set("k", "v".repeat(70_000))).toBe(false);
      expect(messages).toEqual([
        expect.stringContaining("limits.maxKeyBytes"),
        expect.stringContaining("limits.maxKeyBytes"),
        expect.stringContaining("limits.maxValueBytes"),
      ]);

      const limits = { maxKeyBytes: 1_000, maxValueBytes: 1_000_000 };
      const roomy = makeKeyv(new KeyvKeyedStore(await openStore(provider, { limits })));
      expect(await roomy.set("k".repeat(600), "v".repeat(70_000))).toBe(true);
    });
  });
});

describe("used without a Keyv", () => {
  it("rejects, where nobody listens", async () => {
    const store = await openStore();
    const adapter = new KeyvKeyedStore(store);
    await store.close();
    const closed = expect.objectContaining({ code: "KEYED_STORE_CLOSED" });
    await expect(adapter.get("k")).rejects.toEqual(closed);
    await expect(adapter.setMany([{ key: "k", value: "v" }])).rejects.toEqual(closed);
    await expect(adapter.deleteMany(["k"])).rejects.toEqual(closed);
  });
});
