import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { inspectDatabaseSessions } from "@keyed-store/sqlite";
import { describe, expect, it } from "vitest";
import type {
  EntryDocument,
  EntryPage,
  KeyFolderPage,
  Overview,
  SessionSummary,
  ShownDocument,
} from "../src/cli/inspector/page/protocol.js";
import { hold } from "./support/hold.js";
import { follow } from "./support/inspector/follow.js";
import { startInspector } from "./support/inspector/start.js";
import { readStoreFiles } from "./support/inspector/store-files.js";
import { backends, ok, on } from "./support/on.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();

/** The record of a process on another machine, as it would be named there. */
const ELSEWHERE = `exclusive.wasm.4711.-.-.-.-.aaaaaaaaaaaa.elsewhere.${Date.UTC(2026, 2, 2, 12).toString(36)}.a1b2c3d4e5f6`;

describe.each(backends)("the inspector on %s", (backend) => {
  const start = (directory: string, ...flags: readonly string[]) =>
    startInspector(directory, "--backend", backend, ...flags);

  it("KS-LIFE-4 opening, waiting and closing leaves the store byte for byte as it was", async () => {
    const directory = scratchDirectory();
    const line = on(backend, directory);
    await ok(line, "set", "o", "n", "k", "1");
    await ok(line, "set", "o", "n", "short", "1", "--ttl", "1ms");
    const before = readStoreFiles(directory);
    const inspector = await start(directory, "--reveal");
    const next = await follow(inspector, { owner: "o", namespace: "n" });
    expect(await inspector.get<Overview>("overview")).toMatchObject({
      condition: "open",
      entries: 1,
      isWritable: false,
    });
    await inspector.get("entries", { owner: "o", namespace: "n", order: "newest" });
    await inspector.get("tree", { owner: "o", namespace: "n", prefix: "", delimiter: ":" });
    await inspector.get("sessions");
    expect((await inspector.call("export")).text).toContain('"key":"k"');
    expect((await inspector.call("backup")).text).toMatch(/^SQLite format 3/);
    await next(({ type }) => type === "shown");
    const { code, out, err } = await inspector.end();
    expect({ code, out, err }).toEqual({
      code: 0,
      out: `${inspector.address}\n`,
      err: "The page looks only and shows values. It is there until Ctrl-C.\n",
    });
    expect(readStoreFiles(directory)).toEqual(before);
  });

  it("pages by age and by key give every entry once", async () => {
    const directory = scratchDirectory();
    const line = on(backend, directory);
    const keys = Array.from({ length: 120 }, (_, index) => `k${String(index).padStart(3, "0")}`);
    await line.use(async (store) => {
      const handle = store.openKeyedStore<number>({ owner: "o", namespace: "n", maxEntries: 1_000 });
      await Promise.all(keys.map((key, index) => handle.register(key, index)));
    });
    const inspector = await start(directory);
    for (const [order, expected] of [
      ["oldest", keys],
      ["newest", [...keys].reverse()],
      ["first-key", keys],
      ["last-key", [...keys].reverse()],
    ] as const) {
      const found: string[] = [];
      const sizes: number[] = [];
      for (let after: string | number | undefined, more = true; more; ) {
        const page = await inspector.get<EntryPage>("entries", { owner: "o", namespace: "n", order, after });
        found.push(...page.rows.map(({ key }) => key));
        sizes.push(page.rows.length);
        after = page.next;
        more = after !== undefined;
      }
      expect({ order, found, sizes }).toEqual({ order, found: expected, sizes: [50, 50, 20] });
    }
    const some = await inspector.get<EntryPage>("entries", {
      owner: "o",
      namespace: "n",
      order: "first-key",
      prefix: "k11",
    });
    expect(some.rows.map(({ key }) => key)).toEqual(keys.slice(110));
    expect(await inspector.get("count", { owner: "o", namespace: "n", prefix: "k1" })).toEqual({ count: 20 });
    expect(await inspector.get("count", { owner: "o", namespace: "n", prefix: "k1", most: 7 })).toEqual({ count: 8 });
    expect((await inspector.call("entries", { owner: "o", namespace: "n", order: "newest", prefix: "k" })).status).toBe(
      400,
    );
  });

  it("a tree by a delimiter, level by level, exact also beside keys that nearly belong to it", async () => {
    const directory = scratchDirectory();
    const line = on(backend, directory);
    for (const key of ["a", "a/", "a/b", "a/b/c", "a/d", "a0", "b/\u{10ffff}", "c", "é/x"])
      await ok(line, "set", "o", "n", key, "1");
    const inspector = await start(directory);
    const level = async (prefix: string): Promise<string[]> => {
      const { items } = await inspector.get<KeyFolderPage>("tree", {
        owner: "o",
        namespace: "n",
        prefix,
        delimiter: "/",
      });
      return items.map((item) => ("folder" in item ? `folder ${item.folder}` : item.key));
    };
    expect(await level("")).toEqual(["a", "folder a/", "a0", "folder b/", "c", "folder é/"]);
    expect(await level("a/")).toEqual(["a/", "a/b", "folder a/b/", "a/d"]);
    expect(await level("a/b/")).toEqual(["a/b/c"]);
  });

  it("an entry whole, with nothing in it hidden, and one that is gone", async () => {
    const directory = scratchDirectory();
    const line = on(backend, directory);
    const key = "\u202egpj.exe\u0007";
    await ok(line, "set", "o", "n", "--ttl", "1h", "--", key, JSON.stringify({ a: ["\u202e<b>"] }));
    const inspector = await start(directory, "--reveal");
    const { row, value } = await inspector.get<EntryDocument>("entry", { owner: "o", namespace: "n", key });
    expect(row).toMatchObject({ key, keyShown: '"\\u202egpj.exe\\u0007"', version: 1, bytes: 16 });
    expect(row?.expiresAt).toBeGreaterThan(Date.now());
    expect(value).toEqual({ pretty: '{\n  "a": [\n    "\\u202e<b>"\n  ]\n}', raw: '{"a":["\\u202e<b>"]}' });
    expect(await inspector.get("entry", { owner: "o", namespace: "n", key: "none" })).toEqual({
      now: expect.any(Number),
    });
  });

  it.each(backends)(
    "KS-SHARE-1 follows what a program on %s writes meanwhile, and tells who has the store open",
    async (other) => {
      const directory = scratchDirectory();
      const program = await hold(directory, other);
      const inspector = await start(directory);
      const next = await follow(inspector, { owner: "o", namespace: "n" });
      await program.register("later");
      const change = await next((event) => event.type === "change" && event.key === "later");
      expect(change).toMatchObject({ keyShown: "later", isGone: false });
      const isAmongRows = ({ page }: ShownDocument): boolean => "rows" in page && page.rows[0]?.key === "later";
      const shown = await next((event) => event.type === "shown" && isAmongRows(event.document));
      expect(shown).toMatchObject({
        document: { overview: { condition: "open", entries: 11 }, page: { entries: 11 } },
      });
      await ok(on(other, directory), "delete", "o", "n", "later");
      await next((event) => event.type === "change" && event.isGone);
      const { sessions } = await inspector.get<{ sessions: SessionSummary[] }>("sessions");
      // Of two that cannot be in at once, one may be out just now.
      expect(sessions.length).toBeGreaterThan(0);
      for (const session of sessions)
        expect(session).toMatchObject({ doing: expect.stringMatching(/open|waits/), liveness: "runs" });
    },
  );

  it("follows what is shown: a tree, how many keys have its prefix, the owners with a text; what makes no sense is refused", async () => {
    const directory = scratchDirectory();
    for (const key of ["a:1", "a:b:2", "c"]) await ok(on(backend, directory), "set", "o", "n", key, "1");
    const inspector = await start(directory);
    const followed = { owner: "o", namespace: "n" };
    const shown = { operation: "tree", prefix: "a:", delimiter: ":", most: 1 };
    const next = await follow(inspector, { ...followed, ownerText: "nobody", shown });
    expect(await next(({ type }) => type === "shown")).toMatchObject({
      document: {
        overview: { entries: 3, owners: [] },
        page: { entries: 3, items: [{ key: "a:1" }, { folder: "a:b:" }] },
        count: 2,
      },
    });
    const nextOfNonsense = await follow(inspector, { ...followed, shown: { ...shown, delimiter: "x" } });
    expect(await nextOfNonsense(({ type }) => type === "failed")).toMatchObject({
      failure: { code: "KEYED_STORE_INVALID_INPUT", message: expect.stringContaining("delimiter must be one of :, /") },
    });
  });

  it("a store that is missing, empty or damaged has its own sentence, and one that appears is there", async () => {
    const directory = scratchDirectory();
    const inspector = await start(directory);
    expect(await inspector.get("overview")).toMatchObject({
      condition: "missing",
      sentence: expect.stringMatching(/^There is no store at /),
    });
    expect(await inspector.get("sessions")).toEqual({ sessions: [] });
    expect((await inspector.call("entries", { owner: "o", namespace: "n", order: "newest" })).status).toBe(503);
    const line = on(backend, directory);
    await ok(line, "set", "o", "n", "k", "1");
    expect(await inspector.get("overview")).toMatchObject({ condition: "open", entries: 1 });
    await ok(line, "delete", "o", "n", "k");
    expect(await inspector.get("overview")).toMatchObject({
      condition: "empty",
      sentence: expect.stringContaining("no live entries"),
    });

    const broken = scratchDirectory();
    writeFileSync(join(broken, "state.sqlite"), "this is no database at all, and long enough to look at".repeat(100));
    const before = readStoreFiles(broken);
    const other = await start(broken, "--write");
    expect(await other.get("overview")).toMatchObject({
      condition: "damaged",
      sentence: expect.stringContaining("cannot be read"),
    });
    expect((await other.end()).err).toContain("warning: The store cannot be read");
    expect(readStoreFiles(broken)).toEqual(before);
  });

  it("KS-SHARE-3 a store that is locked has its own sentence, with who holds it", async () => {
    const directory = scratchDirectory();
    await ok(on(backend, directory), "set", "o", "n", "k", "1");
    const records = inspectDatabaseSessions(join(directory, "state.sqlite")).directory;
    mkdirSync(records, { recursive: true });
    writeFileSync(join(records, ELSEWHERE), "");
    const inspector = await start(directory, "--busy-timeout", "20ms");
    expect(await inspector.get("overview")).toMatchObject({
      condition: "locked",
      sentence: expect.stringMatching(/^The store is locked.* process 4711 on elsewhere/),
    });
    expect(await inspector.get("sessions")).toMatchObject({
      sessions: expect.arrayContaining([
        expect.objectContaining({ process: "4711", host: "elsewhere", liveness: "may run elsewhere" }),
      ]),
    });
  });
});

describe("the inspector", () => {
  it("KS-VALUE-4 shows an entry that is damaged as such, among the others", async ({ skip }) => {
    if (!backends.includes("native")) return skip("it takes better-sqlite3 to damage one");
    const directory = scratchDirectory();
    const line = on("native", directory);
    for (const key of ["a", "b", "c"]) await ok(line, "set", "o", "n", key, "1");
    const Database: new (path: string) => { exec(sql: string): void; close(): void } = createRequire(import.meta.url)(
      "better-sqlite3",
    );
    const database = new Database(join(directory, "state.sqlite"));
    database.exec("UPDATE entry SET json = '{broken' WHERE key = 'b'");
    database.close();
    const inspector = await startInspector(directory, "--reveal");
    const { rows } = await inspector.get<EntryPage>("entries", { owner: "o", namespace: "n", order: "first-key" });
    expect(rows.map(({ key, damage }) => [key, damage !== undefined])).toEqual([
      ["a", false],
      ["b", true],
      ["c", false],
    ]);
    const { row } = await inspector.get<EntryDocument>("entry", { owner: "o", namespace: "n", key: "b" });
    expect(row?.damage).toContain('"b"');
    expect(row?.damage).not.toContain("broken");
  });

  it("each run has a key of its own, of 256 bits, in the part of the address that no browser sends", async () => {
    const inspector = await startInspector(scratchDirectory());
    expect(inspector.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[A-Za-z0-9_-]{43}$/);
    const other = await startInspector(scratchDirectory());
    expect((await other.call("overview", {}, { authorization: `Bearer ${inspector.token}` })).status).toBe(401);
  });
});
