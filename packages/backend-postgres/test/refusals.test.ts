import { inspect } from "node:util";
import { isKeyedStoreError, openStateStore, type StateStore } from "@keyed-store/core";
import { afterAll, describe, expect, it } from "vitest";
import { type PostgresProviderOptions, postgresProvider } from "../dist/index.js";
import { serverMissing } from "./support/find-server.mjs";
import { openTestStore } from "./support/open-store.js";
import { startServer } from "./support/start-server.mjs";

const PASSWORD = "hunter2-not-to-be-seen";

const server = serverMissing === undefined ? await startServer({ max_connections: "12" }) : undefined;

afterAll(() => server?.stop());

/** What a failed opening says: its code, and all that is in it. */
async function refusalOf(
  options: PostgresProviderOptions,
  open: object = {},
): Promise<{ readonly code: string; readonly text: string }> {
  try {
    const store = await openStateStore({
      providers: [postgresProvider(options)],
      backend: "postgres",
      busyTimeoutMs: 300,
      ...open,
    });
    await store.close();
  } catch (error) {
    if (isKeyedStoreError(error)) return { code: error.code, text: inspect(error, { depth: 10 }) };
    throw error;
  }
  throw new Error("It was not refused.");
}

describe.skipIf(server === undefined)("what a server refuses", () => {
  if (server === undefined) return;
  const { client, run } = server;

  it("KS-ERR-1 an address where nothing is", async () => {
    const none = await refusalOf({ client: { ...client, host: "/tmp" } });
    expect(none.code).toBe("KEYED_STORE_OPEN_FAILED");
    expect(none.text).toContain("no PostgreSQL server's socket in this directory");
    const closed = await refusalOf({ connectionString: `postgresql://u:${PASSWORD}@127.0.0.1:1/d` });
    expect(closed.code).toBe("KEYED_STORE_OPEN_FAILED");
    expect(closed.text).toContain("No PostgreSQL server listens at this address");
    expect(closed.text).not.toContain(PASSWORD);
  });

  it("KS-ERR-1 a database that is not there, and a role that is not", async () => {
    expect((await refusalOf({ client: { ...client, database: "nothing" } })).text).toContain(
      "has no database of this name",
    );
    const role = await refusalOf({ client: { ...client, user: "nobody_here" } });
    expect(role.code).toBe("KEYED_STORE_OPEN_FAILED");
    expect(role.text).toContain("lets this user not in");
  });

  it("KS-ERR-3 a wrong password is refused, and shown nowhere", async () => {
    await run("CREATE ROLE guarded LOGIN PASSWORD 'another one'");
    const [[file]] = (await run("SHOW hba_file")) as [[string]];
    await run(`COPY (SELECT 'local all guarded scram-sha-256' UNION ALL SELECT 'local all all trust') TO '${file}'`);
    await run("SELECT pg_reload_conf()");
    const wrong = await refusalOf({
      connectionString: `postgresql://guarded:${PASSWORD}@localhost/postgres?host=${server.host}`,
    });
    expect(wrong.code).toBe("KEYED_STORE_OPEN_FAILED");
    expect(wrong.text).toContain("refused the password");
    expect(wrong.text).not.toContain(PASSWORD);
  });

  it("KS-ERR-1 a server that is full is BUSY for as long as the caller waits", async () => {
    const stores: StateStore[] = [];
    for (let connection = 0; connection < 12; connection++) {
      const store = await openTestStore(server, { schema: "full", connection, busyTimeoutMs: 0 }).catch(
        () => undefined,
      );
      if (store !== undefined) stores.push(store);
    }
    const full = await refusalOf({ client: { ...client, host: `${server.host}/./` }, schema: "full" });
    await Promise.all(stores.map((store) => store.close()));
    expect(full).toMatchObject({ code: "KEYED_STORE_BUSY", text: expect.stringContaining("has no connection left") });
  });

  it("a database that is not in UTF8", async () => {
    await run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
    const refused = await refusalOf({ client: { ...client, database: "latin" } });
    expect(refused).toMatchObject({
      code: "KEYED_STORE_OPEN_FAILED",
      text: expect.stringContaining("has the encoding LATIN1"),
    });
  });

  it("a role whose transactions are SERIALIZABLE, also where that is said later", async () => {
    await run("CREATE ROLE strict SUPERUSER LOGIN");
    const provider = { client: { ...client, user: "strict" }, schema: "strict" };
    const store = await openStateStore({ providers: [postgresProvider(provider)], backend: "postgres" });
    await run("ALTER ROLE strict SET default_transaction_isolation = 'serializable'");
    expect(await refusalOf({ ...provider, schema: "strict2" })).toMatchObject({
      code: "KEYED_STORE_OPEN_FAILED",
      text: expect.stringContaining("must be READ COMMITTED"),
    });
    // What was sent on a connection that is just ending may have happened or not, so that the answer would be another one.
    await run("SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE usename = 'strict'");
    await turnsOfTheEventLoop(3);
    const names = store.openKeyedStore({ namespace: "names", maxEntries: 1 });
    await expect(names.register("a", 1)).rejects.toMatchObject({ code: "KEYED_STORE_OPEN_FAILED" });
    await store.close();
  });

  it("KS-SEC-3 a schema that is not a store's, and a newer format, are left as they are", async () => {
    await run("CREATE SCHEMA foreign_one; CREATE TABLE foreign_one.things (id int)");
    expect(await refusalOf({ client, schema: "foreign_one" })).toMatchObject({
      code: "KEYED_STORE_OPEN_FAILED",
      text: expect.stringContaining("not a store's"),
    });
    expect(await run("SELECT relname FROM pg_class WHERE relnamespace = 'foreign_one'::regnamespace")).toEqual([
      ["things"],
    ]);
    await (await openTestStore(server, { schema: "newer" })).close();
    await run("UPDATE newer.store SET format = 2");
    expect(await refusalOf({ client, schema: "newer" })).toMatchObject({ code: "KEYED_STORE_SCHEMA_UNSUPPORTED" });
  });

  it("KS-LIFE-4 read-only makes nothing", async () => {
    expect(await refusalOf({ client, schema: "missing" }, { access: "read-only" })).toMatchObject({
      code: "KEYED_STORE_OPEN_FAILED",
      text: expect.stringContaining("There is no store in the PostgreSQL schema missing"),
    });
    expect(await run("SELECT count(*) FROM pg_namespace WHERE nspname = 'missing'")).toEqual([["0"]]);
  });

  it("a role that may only execute does all, and reads no table", async () => {
    await (await openTestStore(server, { schema: "lent" })).close();
    await run("CREATE ROLE lodger LOGIN; GRANT USAGE ON SCHEMA lent TO lodger");
    const provider = postgresProvider({ client: { ...client, user: "lodger" }, schema: "lent" });
    const store = await openStateStore({ providers: [provider], backend: "postgres" });
    const names = store.openKeyedStore({ namespace: "names", maxEntries: 1 });
    await names.register("a", 1);
    expect(await names.lookup("a")).toBe(1);
    expect((await store.probe()).ok).toBe(true);
    await store.close();
    await expect(run("SET ROLE lodger; SELECT * FROM lent.entry")).rejects.toThrow("permission denied");
  });

  it("KS-ATOM-2 a statement that takes too long for the server is undone, asked for again, and done once", async () => {
    const store = await openTestStore(server, { schema: "slow" });
    const numbers = store.openKeyedStore<number>({ namespace: "numbers", maxEntries: 5 });
    const cancel = `SELECT pg_cancel_backend(pid) FROM pg_stat_activity
      WHERE application_name LIKE 'keyed-store%' AND state = 'active' AND query LIKE 'CALL%'`;
    await numbers.increment("a");
    for (let sum = 2; sum < 7; sum++) {
      const holder = await server.hold("BEGIN; SELECT * FROM slow.owner FOR UPDATE");
      const waiting = numbers.increment("a");
      while ((await run(cancel)).length === 0);
      await holder.end();
      expect((await waiting).value).toBe(sum);
    }
    await store.close();
  });

  it("KS-SHARE-1 many processes make the same store at once", async () => {
    const stores = await Promise.all(
      Array.from({ length: 6 }, (_, connection) => openTestStore(server, { schema: "at_once", connection })),
    );
    await Promise.all(stores.map((store) => store.close()));
    expect(await run("SELECT count(*) FROM at_once.store")).toEqual([["1"]]);
  });

  it("KS-LIFE-2 a store that is closed leaves nothing of its client", async () => {
    const store = await openTestStore(server, { schema: "left" });
    await store.openKeyedStore({ namespace: "names", maxEntries: 1 }).register("a", 1);
    expect(await run('SELECT count(*) FROM "left".receipt')).toEqual([["1"]]);
    await store.close();
    expect(await run('SELECT (SELECT count(*) FROM "left".receipt), (SELECT count(*) FROM "left".client)')).toEqual([
      ["0", "0"],
    ]);
  });
});

describe.skipIf(server === undefined)("a server that does not flush", () => {
  it("KS-DUR-1 is refused for the power level, and good for the other", async () => {
    const careless = await startServer({ fsync: "off" });
    const refused = await refusalOf({ client: careless.client }, { durability: "power" });
    expect(refused).toMatchObject({ code: "KEYED_STORE_OPEN_FAILED", text: expect.stringContaining("fsync") });
    await (await openTestStore(careless, { schema: "process" })).close();
    await careless.stop();
  });
});

/** By then, this process has noticed the end of a connection that the server had ended before. */
async function turnsOfTheEventLoop(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}
