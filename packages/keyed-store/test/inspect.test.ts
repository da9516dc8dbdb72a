import { describe, expect, it } from "vitest";
import { commandLine, documents, NOON } from "./support/command-line.js";

const HOUR = 3_600_000;

describe("commands that look", () => {
  it("owners: a table for people, a line for each owner with --json", async () => {
    const line = commandLine();
    await fill(line);
    expect(await line.run(["owners"])).toEqual({
      code: 0,
      err: "",
      out: [
        "OWNER  ENTRIES  NAMESPACE",
        "slack        3  seen",
        "             1  threads",
        "teams        1  seen",
        "",
        "2 owners, 3 namespaces, 5 entries",
        "",
      ].join("\n"),
    });
    const { out } = await line.run(["owners", "--json"]);
    expect(documents(out)).toEqual([
      {
        owner: "slack",
        entries: 4,
        namespaces: [
          { namespace: "seen", entries: 3 },
          { namespace: "threads", entries: 1 },
        ],
      },
      { owner: "teams", entries: 1, namespaces: [{ namespace: "seen", entries: 1 }] },
    ]);
  });

  it("entries: oldest first, with what is written, when, and until when", async () => {
    const line = commandLine();
    await fill(line);
    const { code, out } = await line.run(["entries", "slack", "seen"]);
    expect(code).toBe(0);
    expect(out.split("\n").map((text) => text.replace(/ {2,}/g, " | "))).toEqual([
      "KEY | WRITTEN | EXPIRES | VERSION | VALUE",
      expect.stringMatching(/^a \| 2026-03-02 12:00:00Z \| never \| \d+ \| \{"n":1\}$/),
      expect.stringMatching(/^b \| 2026-03-02 12:00:00Z \| in 1 h \| \d+ \| "two"$/),
      expect.stringMatching(/^c \| 2026-03-02 12:00:00Z \| never \| \d+ \| \[3\]$/),
      "",
      "3 of 3 live entries",
      "",
    ]);
  });

  it("entries --json: whole entries, and order, bounds and limit as iterate has them", async () => {
    const line = commandLine();
    await fill(line);
    const all = documents((await line.run(["entries", "slack", "seen", "--json"])).out);
    expect(all).toEqual([
      { owner: "slack", namespace: "seen", key: "a", value: { n: 1 }, createdAt: NOON, version: expect.any(Number) },
      {
        owner: "slack",
        namespace: "seen",
        key: "b",
        value: "two",
        createdAt: NOON,
        expiresAt: NOON + HOUR,
        version: expect.any(Number),
      },
      { owner: "slack", namespace: "seen", key: "c", value: [3], createdAt: NOON, version: expect.any(Number) },
    ]);
    const keys = async (...options: string[]): Promise<unknown[]> =>
      documents((await line.run(["entries", "slack", "seen", "--json", ...options])).out).map(
        (entry) => (entry as { key: string }).key,
      );
    expect(await keys("--reverse")).toEqual(["c", "b", "a"]);
    expect(await keys("--limit", "2")).toEqual(["a", "b"]);
    expect(await keys("--after", String((all[0] as { version: number }).version))).toEqual(["b", "c"]);
    expect(await keys("--order", "key", "--from", "b")).toEqual(["b", "c"]);
    expect(await keys("--order", "key", "--to", "b")).toEqual(["a"]);
    expect(await keys("--order", "key", "--after", "a", "--limit", "1")).toEqual(["b"]);
  });

  it("entries: a table stops at 100 rows and says so; --json does not stop", async () => {
    const line = commandLine();
    await line.use(async (store) => {
      const many = store.openKeyedStore<number>({ owner: "o", namespace: "many", maxEntries: 1000 });
      for (let index = 0; index < 250; index += 1) await many.register(`k${index}`, index);
    });
    const { out } = await line.run(["entries", "o", "many"]);
    expect(out).toContain("\n100 of 250 live entries; --limit shows more, --json all\n");
    expect(documents((await line.run(["entries", "o", "many", "--json"])).out)).toHaveLength(250);
  });

  it("keys and count: of all, of a range, and of a prefix, also where a value is not looked at", async () => {
    const line = commandLine();
    await fill(line);
    expect(await line.run(["keys", "slack", "seen"])).toEqual({ code: 0, out: "a\nb\nc\n", err: "" });
    expect((await line.run(["keys", "slack", "seen", "--from", "b", "--reverse"])).out).toBe("c\nb\n");
    expect(documents((await line.run(["keys", "slack", "seen", "--prefix", "c", "--json"])).out)).toEqual([
      { owner: "slack", namespace: "seen", key: "c" },
    ]);
    expect(await line.run(["count", "slack", "seen"])).toEqual({ code: 0, out: "3\n", err: "" });
    expect((await line.run(["count", "slack", "seen", "--to", "c", "--json"])).out).toBe('{"count":2}\n');
  });

  it("clear: a range, a prefix or all, and says how many", async () => {
    const line = commandLine();
    await fill(line);
    expect(await line.run(["clear", "slack", "seen", "--prefix", "a"])).toEqual({
      code: 0,
      out: "1 entry deleted\n",
      err: "",
    });
    expect((await line.run(["clear", "slack", "seen", "--all", "--json"])).out).toBe('{"cleared":2}\n');
    expect((await line.run(["count", "slack", "threads"])).out).toBe("1\n");
  });

  it("get: the value as JSON, with --json the entry, and 3 where there is none", async () => {
    const line = commandLine();
    await fill(line);
    expect(await line.run(["get", "slack", "seen", "a"])).toEqual({ code: 0, out: '{\n  "n": 1\n}\n', err: "" });
    expect(documents((await line.run(["get", "slack", "seen", "c", "--json"])).out)).toEqual([
      { owner: "slack", namespace: "seen", key: "c", value: [3], createdAt: NOON, version: expect.any(Number) },
    ]);
    expect(await line.run(["get", "slack", "seen", "nothing"])).toEqual({
      code: 3,
      out: "",
      err: "NOT_FOUND: slack/seen has no live entry nothing\n",
    });
  });

  it("get: a key that begins with a dash goes behind two dashes", async () => {
    const line = commandLine();
    await line.use((store) =>
      store.openKeyedStore({ owner: "o", namespace: "n", maxEntries: 5 }).register("-17", "found"),
    );
    expect((await line.run(["get", "o", "n", "--", "-17"])).out).toBe('"found"\n');
  });

  it("stat: facts for people, one document with --json", async () => {
    const line = commandLine();
    await fill(line);
    const { code, out } = await line.run(["stat"]);
    expect(code).toBe(0);
    expect(out).toContain("entries   5 live, in 3 namespaces of 2 owners\n");
    expect(documents((await line.run(["stat", "--json"])).out)).toEqual([
      expect.objectContaining({ owners: 2, namespaces: 3, entries: 5, path: expect.any(String) }),
    ]);
  });

  it("KS-LIFE-4 a store that is not there is an error, and none is made by looking", async () => {
    const line = commandLine();
    for (const argv of [
      ["owners"],
      ["stat"],
      ["entries", "o", "n"],
      ["get", "o", "n", "k"],
      ["export"],
      ["delete", "o", "n", "k"],
      ["sweep"],
    ]) {
      const { code, out, err } = await line.run(argv);
      expect({ code, out }, argv.join(" ")).toEqual({ code: 1, out: "" });
      expect(err, argv.join(" ")).toMatch(/^KEYED_STORE_OPEN_FAILED: /);
    }
  });

  it("nothing stored plays with the terminal", async () => {
    const line = commandLine({ columns: 80 });
    const evil = "\u001b[2Jx\u009b1m\u202e";
    await line.use((store) =>
      store.openKeyedStore({ owner: "o", namespace: "n", maxEntries: 5 }).register(evil, { [evil]: evil }),
    );
    for (const argv of [
      ["entries", "o", "n"],
      ["entries", "o", "n", "--json"],
      ["get", "o", "n", evil],
      ["get", "o", "n", evil, "--json"],
      ["get", "o", "n", `${evil}?`],
      ["export"],
    ]) {
      const { out, err } = await line.run(argv);
      expect(out + err, argv.join(" ")).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
    }
    expect(documents((await line.run(["export"])).out)).toEqual([
      expect.objectContaining({ key: evil, value: { [evil]: evil } }),
    ]);
  });
});

async function fill({ use }: ReturnType<typeof commandLine>): Promise<void> {
  await use(async (store) => {
    const seen = store.openKeyedStore<unknown>({ owner: "slack", namespace: "seen", maxEntries: 10 });
    await seen.register("a", { n: 1 });
    await seen.register("b", "two", { ttlMs: HOUR });
    await seen.register("c", [3]);
    await store.openKeyedStore({ owner: "slack", namespace: "threads", maxEntries: 10 }).register("t", true);
    await store.openKeyedStore({ owner: "teams", namespace: "seen", maxEntries: 10 }).register("a", true);
  });
}
