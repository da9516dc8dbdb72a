import fc from "fast-check";
import { openStateStore } from "keyed-store";
import { expect, test } from "vitest";
import { createSecondaryStorage } from "../../dist/better-auth/index.js";
import { describeOnEachBackend, openStore } from "../support/each-backend.js";
import { makeDirectory } from "../support/make-directory.js";
import { startAdapter } from "../support/remote-adapter.js";

const BY_VALUE = (a: number, b: number): number => a - b;
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describeOnEachBackend("the secondary storage of Better Auth", (backend) => {
  test("what is set is there until it is deleted or replaced, and null is what is not", async () => {
    const storage = createSecondaryStorage(await openStore(backend));
    expect(await storage.get("token")).toBe(null);
    await storage.set("token", "one");
    await storage.set("token", "two");
    expect(await storage.get("token")).toBe("two");
    await storage.delete("token");
    await storage.delete("token");
    expect(await storage.get("token")).toBe(null);
    expect(await storage.getAndDelete("token")).toBe(null);
  });

  test("50 parallel getAndDelete: one value, 49 times null", async () => {
    const storage = createSecondaryStorage(await openStore(backend));
    await storage.set("verification:1", "secret", 60);
    const taken = await Promise.all(upTo(50).map(() => storage.getAndDelete("verification:1")));
    expect(taken.filter((value) => value === "secret")).toHaveLength(1);
    expect(taken.filter((value) => value === null)).toHaveLength(49);
  });

  test("50 parallel increment: 1 to 50, each once", async () => {
    const storage = createSecondaryStorage(await openStore(backend));
    const sums = await Promise.all(upTo(50).map(() => storage.increment("limit", 60)));
    expect(sums.sort(BY_VALUE)).toEqual(upTo(50));
    expect(await storage.get("limit")).toBe("50");
  });

  test("both from two processes at once, and what they did outlives a kill", async () => {
    const directory = makeDirectory();
    const [one, other] = await Promise.all([
      startAdapter("better-auth", backend, directory),
      startAdapter("better-auth", backend, directory),
    ]);
    await one.call("set", ["verification:1", "secret", 60]);
    const taken = await Promise.all([one, other].map((each) => each.call("getAndDelete", ["verification:1"], 50)));
    expect(taken.flat().filter((value) => value === "secret")).toHaveLength(1);
    expect(taken.flat().filter((value) => value === null)).toHaveLength(99);
    const sums = await Promise.all([one, other].map((each) => each.call("increment", ["limit", 60], 50)));
    expect(sums.flat().map(Number).sort(BY_VALUE)).toEqual(upTo(100));
    await Promise.all([one.kill(), other.kill()]);
    expect(await createSecondaryStorage(await openStore(backend, { directory })).get("limit")).toBe("100");
  });

  test("a ttl is in seconds; without one, or with null, a value lives for ever; 0 has passed", async () => {
    let now = 1_000_000;
    const storage = createSecondaryStorage(await openStore(backend, { clock: () => now }));
    await storage.set("short", "a", 2);
    await storage.set("fraction", "a", 0.5);
    await storage.set("undefined", "a", undefined);
    await storage.set("null", "a", null);
    await storage.set("past", "a");
    await storage.set("past", "b", 0);
    expect(await storage.get("past")).toBe(null);
    now += 500;
    expect(await storage.get("fraction")).toBe(null);
    now += 1_499;
    expect(await storage.get("short")).toBe("a");
    now += 1;
    expect(await storage.get("short")).toBe(null);
    expect(await storage.getAndDelete("short")).toBe(null);
    now += 1e12;
    expect([await storage.get("undefined"), await storage.get("null")]).toEqual(["a", "a"]);
  });

  test("a counter's expiry is set when it begins, and no increment moves it", async () => {
    let now = 1_000_000;
    const storage = createSecondaryStorage(await openStore(backend, { clock: () => now }));
    expect(await storage.increment("limit", 10)).toBe(1);
    now += 9_999;
    expect(await storage.increment("limit", 10)).toBe(2);
    now += 1;
    expect(await storage.increment("limit", 10)).toBe(1);
    now += 9_999;
    expect(await storage.get("limit")).toBe("1");
    now += 1;
    expect(await storage.get("limit")).toBe(null);
  });

  test("no member needs this, as the rate limiter of Better Auth calls one", async () => {
    const { increment } = createSecondaryStorage(await openStore(backend));
    expect(await increment("limit", 10)).toBe(1);
  });

  test("text comes back character by character", async () => {
    const storage = createSecondaryStorage(await openStore(backend));
    await fc.assert(
      fc.asyncProperty(fc.oneof(TEXT, fc.constantFrom(...AWKWARD)), async (text) => {
        await storage.set("key", text);
        expect(await storage.get("key")).toBe(text);
        expect(await storage.getAndDelete("key")).toBe(text);
      }),
      { numRuns: 200, examples: AWKWARD.map((text) => [text]) },
    );
  });

  test("JSON is stored as what it says, so that people can read it", async () => {
    const store = await openStore(backend);
    await createSecondaryStorage(store).set("key", '{"session":{"id":"s1"},"user":{"name":"Ada"}}');
    const raw = store.openKeyedStore({
      owner: "better-auth",
      namespace: "secondary-storage",
      maxEntries: Number.POSITIVE_INFINITY,
      overflow: "reject-new",
    });
    expect(await raw.lookup("key")).toEqual({ session: { id: "s1" }, user: { name: "Ada" } });
  });

  test("a store that it opens it closes, and one that it was given it leaves open", async () => {
    const directory = makeDirectory();
    let opened = 0;
    const storage = createSecondaryStorage(() => {
      opened++;
      return openStateStore({ directory, backend });
    });
    expect(opened).toBe(0);
    await Promise.all([storage.set("a", "1"), storage.set("b", "2")]);
    expect(opened).toBe(1);
    await storage.close();
    await expect(storage.get("a")).rejects.toMatchObject({ code: "KEYED_STORE_CLOSED" });
    const store = await openStore(backend, { directory });
    await createSecondaryStorage(store).close();
    expect(await createSecondaryStorage(store).get("a")).toBe("1");
  });
});

/** Text as hosts write it: JSON of any kind, with other spacing, and anything else. */
const TEXT = fc.oneof(
  fc.json({ maxDepth: 5 }),
  fc.jsonValue({ maxDepth: 5 }).map((value) => JSON.stringify(value, null, 2)),
  fc.string({ unit: "binary" }),
  fc.double().map(String),
);

const AWKWARD = [
  "",
  "  1",
  "1 ",
  "-0",
  "1e400",
  "12345678901234567890",
  "0.1000",
  "1e21",
  "1e+21",
  "null",
  "true",
  '"quoted"',
  '{"b":1,"a":2}',
  '{"2":0,"1":0}',
  '{"1":0,"2":0}',
  '{"a":1,"a":2}',
  '{"__proto__":{"x":1}}',
  '{"json":1}',
  '{"base64":"AAAA"}',
  '{"a":"\\ud800"}',
  '{"a":"\\u0041"}',
  '{"a":"\\/"}',
  '{"toJSON":1}',
  '{"a":[{"toJSON":1}]}',
  `${"[".repeat(64)}${"]".repeat(64)}`,
  `${"[".repeat(65)}${"]".repeat(65)}`,
  "{cut",
  "[1,2",
  "\u0000",
];
