import { describe, expect, it } from "vitest";
import { postgresProvider } from "../dist/index.js";
import { toConnectionSettings } from "../dist/settings/connection-settings.js";
import { type PostgresProviderOptions, parsePostgresOptions } from "../dist/settings/options.js";

const settingsOf = (options: PostgresProviderOptions) => toConnectionSettings(parsePostgresOptions(options));
const server = "postgresql://ann:s%3Acret@db.example.org/data";

describe("where a store is", () => {
  it.each([
    [{ connectionString: server }, "postgresql://ann@db.example.org:5432/data?schema=keyed_store"],
    [
      { connectionString: `${server}?port=6432`, schema: "x_1" },
      "postgresql://ann@db.example.org:6432/data?schema=x_1",
    ],
    [{ connectionString: "postgres://ann@[::1]:1/data" }, "postgresql://ann@[::1]:1/data?schema=keyed_store"],
    [
      { client: { host: "/run/pg", user: "ann", password: "s:cret", database: "d/e" } },
      "postgresql://ann@localhost/d%2Fe?host=%2Frun%2Fpg&port=5432&schema=keyed_store",
    ],
  ])("KS-ERR-3 is told without the password: %#", (options, address) => {
    expect(settingsOf(options).address).toBe(address);
  });

  it("is what a connection string said, password and all, for the driver alone", () => {
    expect(settingsOf({ connectionString: server }).clientConfig).toMatchObject({
      host: "db.example.org",
      port: 5432,
      user: "ann",
      password: "s:cret",
      database: "data",
      keepAlive: true,
    });
  });

  it.each([
    [server, true],
    [`${server}?sslmode=require`, {}],
    [`${server}?sslmode=verify-full`, {}],
    [`${server}?sslmode=no-verify`, { rejectUnauthorized: false }],
    [`${server}?sslmode=disable`, false],
    ["postgresql://ann@localhost/data", false],
    ["postgresql://ann@localhost/data?host=/run/pg", false],
    ["postgresql://ann@localhost/data?sslmode=verify-full", {}],
  ])("is reached encrypted and verified, unless it is this machine or said otherwise: %s", (connectionString, ssl) => {
    expect(settingsOf({ connectionString }).clientConfig).toMatchObject({ ssl });
  });
});

describe("options that are wrong", () => {
  it.each([
    [{ connectionString: "mysql://ann:s3cret@host/db" }, "must be like postgresql://"],
    [{ connectionString: "ann:s3cret@host" }, "must be like postgresql://"],
    [{ connectionString: `${server}?sslmode=prefer` }, "might not encrypt"],
    [{ connectionString: `${server}?options=s3cret` }, '"options", which is not known'],
    [{ connectionString: server, client: { password: "s3cret" } }, "stands instead of client"],
    [{ schema: "Upper" }, "schema must be"],
    [{ schema: "pg_mine" }, "schema must be"],
    [{ schema: 'x"; DROP' }, "schema must be"],
    [{ prepare: 1 }, "prepare must be true or false"],
    [{ url: "s3cret" }, "url"],
    [{ client: { hots: "s3cret" } }, "host"],
  ])("KS-ERR-3 are refused by name, and no secret is shown: %#", (options, message) => {
    const create = (): unknown => postgresProvider(options as PostgresProviderOptions); // wrong on purpose
    expect(create).toThrow(message);
    expect(create).not.toThrow(/s3cret|cret@/);
  });
});
