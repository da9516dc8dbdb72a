import { describe, expect, it } from "vitest";
import type { EntryDocument, WriteOutcome } from "../src/cli/inspector/page/protocol.js";
import { createInspectorAccessTokens } from "../src/cli/inspector/server/inspector-access-tokens.js";
import { documents } from "./support/command-line.js";
import { ask } from "./support/inspector/ask.js";
import { type Inspector, startInspector } from "./support/inspector/start.js";
import { backends, ok, on } from "./support/on.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();
const place = { owner: "o", namespace: "n" };

describe.each(backends)("with --write on %s", (backend) => {
  async function start(
    ...flags: readonly string[]
  ): Promise<{ readonly directory: string; readonly inspector: Inspector }> {
    const directory = scratchDirectory();
    const line = on(backend, directory);
    for (const key of ["a:1", "a:2", "b:1"]) await ok(line, "set", "o", "n", key, '{"n":1}', "--ttl", "1h");
    return { directory, inspector: await startInspector(directory, "--backend", backend, "--write", ...flags) };
  }

  it("a value is written over the version that was seen, and keeps its expiry; a conflict shows what is there", async () => {
    const { directory, inspector } = await start("--reveal");
    const entry = { ...place, key: "a:1" };
    const seen = await inspector.get<EntryDocument>("entry", entry);
    const first = await inspector.get<WriteOutcome>("put", { ...entry, version: seen.row?.version, text: '{"n":2}' });
    expect(first).toMatchObject({
      isDone: true,
      present: { row: { expiresAt: seen.row?.expiresAt }, value: { raw: '{"n":2}' } },
    });
    await ok(on(backend, directory), "set", "o", "n", "a:1", '"of another program"');
    const second = await inspector.get<WriteOutcome>("put", {
      ...entry,
      version: first.present.row?.version,
      text: "3",
    });
    expect(second).toMatchObject({ isDone: false, present: { value: { raw: '"of another program"' } } });
    expect(await ok(on(backend, directory), "get", "o", "n", "a:1")).toBe('"of another program"\n');
    for (const text of ["{", "undefined", '"\\ud800"', `"${"x".repeat(70_000)}"`, "[".repeat(100) + "]".repeat(100)]) {
      const { status, text: said } = await inspector.call("put", {
        ...entry,
        version: second.present.row?.version,
        text,
      });
      expect({ status, isTold: said.includes("xxx") }).toEqual({ status: 400, isTold: false });
    }
  });

  it("an expiry is set, an entry deleted, only in the version that was seen", async () => {
    const { directory, inspector } = await start();
    const entry = { ...place, key: "a:1", version: 1 };
    expect(await inspector.get("expire", { ...entry, ttlMs: null })).toMatchObject({ isDone: true });
    expect(await inspector.get<EntryDocument>("entry", entry).then(({ row }) => row?.expiresAt)).toBe(undefined);
    expect(await inspector.get("expire", { ...entry, version: 99, ttlMs: 1 })).toMatchObject({ isDone: false });
    expect(await inspector.get("delete", { ...entry, version: 99 })).toMatchObject({
      isDone: false,
      present: { row: { version: 1 } },
    });
    expect(await inspector.get<WriteOutcome>("delete", entry)).toEqual({
      isDone: true,
      present: { now: expect.any(Number) },
    });
    expect((await on(backend, directory).run(["get", "o", "n", "a:1"])).code).toBe(3);
  });

  it("a prefix is deleted only where as many entries are there as were counted", async () => {
    const { directory, inspector } = await start();
    expect(await inspector.get("count", { ...place, prefix: "a:" })).toEqual({ count: 2 });
    expect(await inspector.get("clear", { ...place, prefix: "a:", seen: 1 })).toEqual({ isDone: false, count: 2 });
    expect(await ok(on(backend, directory), "count", "o", "n")).toBe("3\n");
    expect(await inspector.get("clear", { ...place, prefix: "a:", seen: 2 })).toEqual({ isDone: true, count: 2 });
    expect(await ok(on(backend, directory), "keys", "o", "n")).toBe("b:1\n");
    expect((await inspector.call("clear", { ...place, prefix: "" })).status).toBe(400);
  });

  it("expired entries are swept; exports, imports and backups are those of the command line", async () => {
    const { directory, inspector } = await start("--reveal");
    await ok(on(backend, directory), "set", "o", "n", "short", "1", "--ttl", "1ms");
    expect(await inspector.get("sweep")).toEqual({ removed: 1 });
    const { text: exported } = await inspector.call("export", place);
    expect(documents(exported)).toEqual(documents(await ok(on(backend, directory), "export")));
    await inspector.get("clear", { ...place, prefix: "", seen: 3 });
    const { origin, token, port } = inspector;
    const headers = { origin, authorization: `Bearer ${token}`, "content-type": "application/x-ndjson" };
    const imported = await ask(port, {
      method: "POST",
      path: "/api/import",
      headers,
      body: `${exported}no line of an export\n`,
    });
    expect(JSON.parse(imported.text)).toMatchObject({
      tally: { restored: 3, malformed: 1 },
      problems: [{ line: 4, message: "not a JSON object" }],
    });
    expect(documents(await ok(on(backend, directory), "export"))).toEqual(documents(exported));
    const backup = await inspector.call("backup");
    expect(backup).toMatchObject({ status: 200, headers: { "content-type": "application/vnd.sqlite3" } });
    expect(backup.text).toMatch(/^SQLite format 3/);
  });

  it("KS-LIFE-4 a store that is not there is not created by it", async () => {
    const inspector = await startInspector(scratchDirectory(), "--backend", backend, "--write");
    expect(await inspector.get("overview")).toMatchObject({ condition: "missing", isWritable: true });
    expect((await inspector.call("sweep")).status).toBe(503);
  });
});

describe("a code for the browser that --open starts", () => {
  it("gives the token once, for a minute, and nothing for any other text", () => {
    let now = 0;
    const accessTokens = createInspectorAccessTokens(() => now);
    const [first, second] = [accessTokens.createOneTimeCode(), accessTokens.createOneTimeCode()];
    expect(accessTokens.redeemOneTimeCode("guess")).toBe(undefined);
    expect(accessTokens.redeemOneTimeCode(accessTokens.token)).toBe(undefined);
    expect(accessTokens.redeemOneTimeCode(first)).toBe(accessTokens.token);
    expect(accessTokens.redeemOneTimeCode(first)).toBe(undefined);
    now = 60_000;
    expect(accessTokens.redeemOneTimeCode(second)).toBe(undefined);
  });
});

describe("keyed-store inspect", () => {
  it("refuses what it cannot do before it listens", async () => {
    const line = on(backends[0] ?? "wasm", scratchDirectory());
    for (const flags of [
      ["--port", "65536"],
      ["--port", "x"],
      ["--quota", "0"],
    ])
      expect((await line.run(["inspect", ...flags])).code).toBe(2);
    const taken = await startInspector(scratchDirectory());
    expect(await line.run(["inspect", "--port", String(taken.port)])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining(`Port ${taken.port} cannot be used on 127.0.0.1`),
    });
    expect((await line.run(["inspect", "--backend", "none"])).code).toBe(5);
  });
});
