import { readFileSync } from "node:fs";
import { join } from "node:path";
import { postgresProvider } from "@keyed-store/backend-postgres";
import { openStateStore } from "keyed-store";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { serverMissing } from "../../backend-postgres/test/support/find-server.mjs";
import { startServer } from "../../backend-postgres/test/support/start-server.mjs";
import type { Ran } from "./support/command-line.js";
import { documents } from "./support/command-line.js";
import { expectShownThoughTooManyChange } from "./support/inspector/flood.js";
import { startInspectorAt } from "./support/inspector/start.js";
import { program, scratch } from "./support/program.js";

// Without a server it says so, and why, when it looks for one.
const server = serverMissing === undefined ? await startServer() : undefined;
afterAll(() => server?.stop());

const scratchDirectory = scratch();

const PASSWORD = "s3cr3t";

/** The URL of a database of the server, or of one that is not there. */
const urlOf = (database: string, socket = server?.host ?? ""): string =>
  `postgresql://postgres:${PASSWORD}@localhost/${database}?host=${encodeURIComponent(socket)}`;

/** The same, with the schema of a store, as the command takes it. */
const urlTo = (schema: string, database = "postgres", socket?: string): string =>
  `${urlOf(database, socket)}&schema=${schema}`;

/** Runs the built command on a store of the server. */
async function onServer(schema: string, argv: readonly string[], input = ""): Promise<Ran> {
  const ran = await program([...argv, "--backend", "postgres"], { KEYED_STORE_URL: urlTo(schema) }, input);
  expect(ran.out + ran.err).not.toContain(PASSWORD);
  return ran;
}

const ENTRIES = [
  {
    owner: "a",
    namespace: "n",
    key: "later",
    value: { deep: [null, "\u0000 ü \u{1f600}"] },
    createdAt: 1_700_000_000_005,
  },
  {
    owner: "a",
    namespace: "n",
    key: "earlier",
    value: -0.5,
    createdAt: 1_700_000_000_000,
    expiresAt: 4_000_000_000_000,
  },
  { owner: "a", namespace: "other", key: "ключ 鍵", value: "", createdAt: 1_700_000_000_000 },
  { owner: "b", namespace: "n", key: "later", value: false, createdAt: 1_700_000_000_001 },
];

describe.skipIf(server === undefined)("the command on a PostgreSQL server", () => {
  it("moves a store there and back, with values, times, expiries and order", async () => {
    const [from, to] = [scratchDirectory(), scratchDirectory()];
    const lines = ENTRIES.map((entry) => `${JSON.stringify(entry)}\n`).join("");
    const ok = { code: 0, out: "4 restored and read back\n", err: "" };
    expect(await program(["import", "-d", from], {}, lines)).toEqual(ok);
    const exported = await program(["export", "-d", from]);
    expect(documents(exported.out)).toEqual(ENTRIES);
    expect(await onServer("moved", ["import"], exported.out)).toEqual(ok);
    expect(await onServer("moved", ["import"], exported.out)).toMatchObject({
      out: "0 restored and read back, 4 older\n",
    });
    const path = join(scratchDirectory(), "back.ndjson");
    expect(await onServer("moved", ["export", "-o", path])).toMatchObject({ code: 0, out: "" });
    expect(readFileSync(path, "utf8")).toBe(exported.out);
    expect(await program(["import", "-d", to, path])).toEqual(ok);
    expect((await program(["export", "-d", to])).out).toBe(exported.out);
  });

  it("reads, writes, counts, clears and sweeps, as in a file", async () => {
    const told = async (...argv: string[]): Promise<string> => {
      const { code, out, err } = await onServer("daily", argv);
      expect({ code, err }, argv.join(" ")).toEqual({ code: 0, err: "" });
      return out;
    };
    await told("set", "o", "n", "a/1", '{"x":1}');
    await told("set", "o", "n", "a/2", "2", "--ttl", "1h");
    await told("set", "o", "n", "b", "text", "--string");
    expect(JSON.parse(await told("get", "o", "n", "a/1"))).toEqual({ x: 1 });
    expect(await told("count", "o", "n", "--prefix", "a/")).toBe("2\n");
    expect(documents(await told("keys", "o", "n", "--json"))).toMatchObject([
      { key: "a/1" },
      { key: "a/2" },
      { key: "b" },
    ]);
    await told("delete", "o", "n", "b");
    await told("clear", "o", "n", "--prefix", "a/2");
    await told("sweep");
    expect(documents(await told("owners", "--json"))).toMatchObject([{ owner: "o", entries: 1 }]);
    const [stat] = documents(await told("stat", "--json"));
    expect(stat).toMatchObject({ entries: 1, backend: { name: "postgres" } });
    expect(stat).toMatchObject({ path: expect.stringMatching(/^postgresql:\/\/postgres@.*schema=daily$/) });
  });

  it("KS-PROBE-1 doctor tries the backend and probes the store; backup is UNSUPPORTED", async () => {
    await onServer("checked", ["set", "o", "n", "k", "1"]);
    const { code, out } = await onServer("checked", ["doctor", "--json"]);
    const [found] = documents(out);
    expect(found).toMatchObject({ server: expect.stringContaining("schema=checked"), probe: { ok: true } });
    expect((found as { backends: { name: string; ok: boolean }[] }).backends).toContainEqual(
      expect.objectContaining({ name: "postgres", ok: true }),
    );
    expect(code).toBe(0);
    const copy = await onServer("checked", ["backup", join(scratchDirectory(), "copy.sqlite")]);
    expect(copy).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^KEYED_STORE_UNSUPPORTED: .*keyed-store export/),
    });
  });

  it("the inspector shows, changes and exports it, and no password", async () => {
    await onServer("inspected", ["set", "o", "n", "k", "1"]);
    const inspector = await startInspectorAt(["--url", urlTo("inspected"), "--write", "--reveal"]);
    const overview = await inspector.get<object>("overview");
    expect(overview).toMatchObject({
      condition: "open",
      entries: 1,
      databaseShown: expect.stringContaining("schema=inspected"),
    });
    expect(JSON.stringify(overview)).not.toContain(PASSWORD);
    expect(overview).not.toHaveProperty("databaseBytes");
    expect(await inspector.get("sessions")).toEqual({ sessions: [] });
    expect((await inspector.call("export")).text).toMatch(/"key":"k","value":1/);
    const backup = await inspector.call("backup");
    expect(backup.text).toMatch(/KEYED_STORE_UNSUPPORTED/);
    expect(backup.status).toBeGreaterThanOrEqual(400);
    const { err } = await inspector.end();
    expect(err).not.toContain(PASSWORD);
  });

  it("KS-WATCH-1 the inspector goes on to show what is there where too many changes come at once", async () => {
    const store = await openStateStore({
      backend: "postgres",
      providers: [postgresProvider({ connectionString: urlOf("postgres"), schema: "flooded" })],
    });
    onTestFinished(() => store.close());
    await expectShownThoughTooManyChange(store, await startInspectorAt(["--url", urlTo("flooded")]));
  });

  it("a server or a database that is not there is told by name, without the password, and makes nothing", async () => {
    const nobody = await program([
      "owners",
      "--url",
      urlTo("x", "postgres", scratchDirectory()),
      "--busy-timeout",
      "200ms",
    ]);
    const noDatabase = await program(["owners", "--url", urlTo("x", "nonesuch")]);
    const noStore = await program(["owners", "--url", urlTo("nothing_here")]);
    for (const { code, out, err } of [nobody, noDatabase, noStore]) {
      expect([1, 4]).toContain(code);
      expect(out).toBe("");
      expect(err).toMatch(/^KEYED_STORE_(OPEN_FAILED|BUSY): /);
      expect(err).not.toContain(PASSWORD);
    }
    expect(noDatabase.err).toContain("has no database of this name");
    expect(noStore.err).toContain("nothing_here");
  });
});
