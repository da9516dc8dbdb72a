import { describe, expect, it } from "vitest";
import { commandLine, documents, NOON } from "./support/command-line.js";

describe("set", () => {
  it("writes JSON or text, from the command line or standard input, and creates the store", async () => {
    const line = commandLine();
    const value = async (key: string): Promise<unknown> =>
      documents((await line.run(["get", "o", "n", key, "--json"])).out)[0];
    expect(await line.run(["set", "o", "n", "json", '{"a":[1]}'])).toEqual({ code: 0, out: "", err: "" });
    expect(await value("json")).toMatchObject({ value: { a: [1] }, createdAt: expect.any(Number) });
    expect((await line.run(["set", "o", "n", "text", "hello", "--string"])).code).toBe(0);
    expect(await value("text")).toMatchObject({ value: "hello" });
    expect((await line.run(["set", "o", "n", "input", "-"], "[1, 2]\n")).code).toBe(0);
    expect(await value("input")).toMatchObject({ value: [1, 2] });
    expect((await line.run(["set", "o", "n", "piped", "--string"], "two\nlines\n")).code).toBe(0);
    expect(await value("piped")).toMatchObject({ value: "two\nlines" });
  });

  it("KS-VALUE-3 is held to the usual limits, and with --raised-limits to hardly any", async () => {
    const line = commandLine();
    const large = JSON.stringify("x".repeat(100_000));
    expect(await line.run(["set", "o", "n", "k"], large)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^KEYED_STORE_LIMIT_EXCEEDED: /),
    });
    expect((await line.run(["set", "o", "n", "k", "--raised-limits"], large)).code).toBe(0);
    expect((await line.run(["get", "o", "n", "k"])).out).toBe(`${large}\n`);
    const key = "k".repeat(2000);
    expect((await line.run(["set", "o", "n", key, "1"])).code).not.toBe(0);
    expect((await line.run(["set", "o", "n", key, "1", "--raised-limits"])).code).toBe(0);
    const { out } = await line.run(["export"]);
    const other = commandLine();
    expect((await other.run(["import"], out)).code).toBe(0);
    expect((await other.run(["delete", "o", "n", key])).code).toBe(0);
  });

  it("--ttl gives a time to live", async () => {
    const line = commandLine();
    await line.run(["set", "o", "n", "k", "1", "--ttl", "2h"]);
    const [entry] = documents((await line.run(["get", "o", "n", "k", "--json"])).out) as [
      { createdAt: number; expiresAt: number },
    ];
    expect(entry.expiresAt - entry.createdAt).toBe(7_200_000);
  });

  it("--if-absent and --if-version write only where that holds", async () => {
    const line = commandLine();
    expect(await line.run(["set", "o", "n", "k", "1", "--if-absent", "--json"])).toEqual({
      code: 0,
      out: '{"written":true}\n',
      err: "",
    });
    expect(await line.run(["set", "o", "n", "k", "2", "--if-absent", "--json"])).toEqual({
      code: 1,
      out: '{"written":false}\n',
      err: "NOT_WRITTEN: o/n k: there is a live entry already\n",
    });
    const [{ version }] = documents((await line.run(["get", "o", "n", "k", "--json"])).out) as [{ version: number }];
    expect((await line.run(["set", "o", "n", "k", "2", "--if-version", String(version)])).code).toBe(0);
    expect((await line.run(["set", "o", "n", "k", "3", "--if-version", String(version)])).code).toBe(1);
    expect((await line.run(["get", "o", "n", "k"])).out).toBe("2\n");
  });

  it("never evicts: with --max-entries a new key is refused, without it there is no cap", async () => {
    const line = commandLine();
    await line.run(["set", "o", "n", "a", "1"]);
    const { code, err } = await line.run(["set", "o", "n", "b", "1", "--max-entries", "1"]);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/^KEYED_STORE_LIMIT_EXCEEDED: /) });
    expect((await line.run(["set", "o", "n", "b", "1"])).code).toBe(0);
    expect(documents((await line.run(["entries", "o", "n", "--json"])).out)).toHaveLength(2);
  });

  it("KS-ERR-3 refuses what is no value without telling it", async () => {
    const line = commandLine();
    for (const [argv, input] of [
      [["set", "o", "n", "k", "secret"], ""],
      [["set", "o", "n", "k"], "secret"],
      [["set", "o", "n", "k", '{"secret":1e999}'], ""],
      [["set", "o", "n", "k"], new Uint8Array([0x22, 0xff, 0x22])],
    ] as const) {
      const { code, out, err } = await line.run(argv, input);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toMatch(/^KEYED_STORE_INVALID_INPUT: /);
      expect(err.replace("$.secret", "").replace("value.secret", "")).not.toContain("1e999");
    }
    expect((await line.run(["get", "o", "n", "k"])).code).toBe(3);
  });
});

describe("delete", () => {
  it("deletes an entry, of a version where one is named, and says 3 where there is none", async () => {
    const line = commandLine();
    await line.run(["set", "o", "n", "k", "1"]);
    expect(await line.run(["delete", "o", "n", "k", "--if-version", "999999", "--json"])).toEqual({
      code: 3,
      out: '{"deleted":false}\n',
      err: "NOT_FOUND: o/n has no live entry k of version 999999\n",
    });
    expect(await line.run(["delete", "o", "n", "k", "--json"])).toEqual({
      code: 0,
      out: '{"deleted":true}\n',
      err: "",
    });
    expect((await line.run(["delete", "o", "n", "k"])).code).toBe(3);
  });
});

describe("sweep", () => {
  it("KS-TTL-5 removes what is expired, all of it or one step", async () => {
    const line = commandLine();
    line.clock.now = NOON - 10_000;
    await line.use(async (store) => {
      const short = store.openKeyedStore<number>({ owner: "o", namespace: "short", maxEntries: 2000, defaultTtlMs: 5 });
      await Promise.all(Array.from({ length: 1300 }, (_, index) => short.register(`k${index}`, index)));
    });
    line.clock.now = NOON;
    expect(await line.run(["sweep", "--limit", "100", "--json"])).toEqual({
      code: 0,
      out: '{"removed":100,"more":true}\n',
      err: "",
    });
    expect(await line.run(["sweep"])).toEqual({ code: 0, out: "1,200 expired entries removed\n", err: "" });
    expect(await line.run(["sweep", "--json"])).toEqual({ code: 0, out: '{"removed":0,"more":false}\n', err: "" });
  });
});
