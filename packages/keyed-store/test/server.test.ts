import { join } from "node:path";
import { type BackendProvider, KeyedStoreError, memoryProvider, openStateStore } from "@keyed-store/core";
import { describe, expect, it } from "vitest";
import type { ServiceLocation } from "../src/cli/environment/service-location.js";
import { createUnavailableProvider } from "../src/optional-provider.js";
import { type CommandLine, commandLine, documents, NOON } from "./support/command-line.js";
import { fill } from "./support/fill.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();

const PASSWORD = "s3cr3t";
const URL = `postgresql://bot:${PASSWORD}@db.example:5433/fleet?sslmode=verify-full&schema=bots`;
const SHOWN = "postgresql://bot@db.example:5433/fleet?sslmode=verify-full&schema=bots";

/** A server of one store, in memory. */
function createServer(name = "postgres") {
  const memory = memoryProvider();
  const asked: ServiceLocation[] = [];
  const provider: BackendProvider = { ...memory, name, place: "service" };
  return {
    asked,
    provider,
    async createServiceProvider(location: ServiceLocation) {
      asked.push(location);
      return provider;
    },
  };
}

/** A command line whose every command is about the store on a server. */
function onServer(createServiceProvider: (location: ServiceLocation) => Promise<BackendProvider>): CommandLine {
  const line = commandLine({ createServiceProvider });
  return { ...line, run: (argv, input) => line.run([...argv, "--url", URL], input) };
}

describe("a store on a server", () => {
  it("is named by --url, or by --backend and KEYED_STORE_URL; the directory of the environment is not looked at", async () => {
    const server = createServer();
    const byOption = onServer(server.createServiceProvider);
    expect(await byOption.run(["set", "o", "n", "k", "1"])).toMatchObject({ code: 0, err: "" });
    const byVariable = commandLine({
      createServiceProvider: server.createServiceProvider,
      variables: { KEYED_STORE_URL: URL, KEYED_STORE_BACKEND: "wasm" },
    });
    expect(await byVariable.run(["get", "o", "n", "k", "--backend", "postgres"])).toMatchObject({
      code: 0,
      out: "1\n",
    });
    const connectionString = URL.replace("&schema=bots", "");
    for (const location of server.asked) expect(location).toEqual({ connectionString, schema: "bots", shown: SHOWN });
    const plain = commandLine({ createServiceProvider: server.createServiceProvider });
    await plain.run(["count", "o", "n", "--url", "postgres:///fleet?host=/run/postgresql"]);
    expect(server.asked.at(-1)).toEqual({
      connectionString: "postgres:///fleet?host=/run/postgresql",
      shown: "postgres:///fleet?host=/run/postgresql",
    });
  });

  it.each([
    [["owners", "--backend", "postgres"], /Say where the server is: --url .*KEYED_STORE_URL/],
    [["owners", "--url", URL, "--backend", "memory"], /--url is for the backend postgres/],
    [["owners", "--url", `mysql://bot:${PASSWORD}@host/db`], /must be as in postgresql:/],
    [["owners", "--url", `${PASSWORD}@host`], /must be as in postgresql:/],
    [["owners", "--url", URL, "--directory", "state"], /directory is given.*"postgres"/],
    [["owners", "--url", URL, "--file", "other.sqlite"], /fileName is given.*"postgres"/],
    [["unlock", "--url", URL], /nothing to unlock on a server/],
    [["demo", "--url", URL], /The demo makes a store of its own/],
  ])("%j: 2, the way out, and no password", async (argv, message) => {
    const { code, out, err } = await commandLine({ createServiceProvider: createServer().createServiceProvider }).run(
      argv,
    );
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    expect(err).not.toContain(PASSWORD);
  });

  it("without its package says what to type, and 5", async () => {
    const cause = new Error("Cannot find package '@keyed-store/backend-postgres' imported from here");
    const packageName = "@keyed-store/backend-postgres";
    const backend = {
      name: "postgres",
      packageName,
      place: "service",
      getInstallCommand: () => "npm install it",
    } as const;
    const line = onServer(async () => createUnavailableProvider(backend, cause));
    const { code, err } = await line.run(["owners"]);
    expect(code).toBe(5);
    expect(err).toMatch(/@keyed-store\/backend-postgres is not installed; .*npm install it/);
    expect((await line.run(["doctor"])).code).toBe(5);
  });

  it("moves out of a file and back again, with times, expiries and order", async () => {
    const server = createServer();
    const [file, remote, back] = [commandLine(), onServer(server.createServiceProvider), commandLine()];
    await fill(file);
    const { out: exported } = await file.run(["export"]);
    expect(documents(exported)).toHaveLength(4);
    expect(await remote.run(["import"], exported)).toEqual({ code: 0, out: "4 restored and read back\n", err: "" });
    const path = join(scratchDirectory(), "state.ndjson");
    expect(await remote.run(["export", "-o", path])).toMatchObject({ code: 0 });
    expect(await back.run(["import", path])).toMatchObject({ code: 0, out: "4 restored and read back\n" });
    expect((await back.run(["export"])).out).toBe(exported);
    expect(await remote.run(["import"], exported)).toMatchObject({ out: "0 restored and read back, 4 older\n" });
  });

  it("has no file: stat says so, and backup is UNSUPPORTED with what to do instead", async () => {
    const remote = onServer(createServer().createServiceProvider);
    await remote.run(["set", "o", "n", "k", "1"]);
    expect((await remote.run(["stat"])).out).toMatch(/^size +no file$/m);
    const { code, err } = await remote.run(["backup", join(scratchDirectory(), "copy.sqlite")]);
    expect(code).toBe(1);
    expect(err).toMatch(/^KEYED_STORE_UNSUPPORTED: .*keyed-store export/);
  });

  it("KS-PROBE-1 doctor probes it, shows no password, and creates none", async () => {
    const remote = onServer(createServer().createServiceProvider);
    const missing = await remote.run(["doctor", "--json"]);
    expect(missing.code).toBe(1);
    expect(documents(missing.out)).toMatchObject([{ server: SHOWN, failure: { code: "KEYED_STORE_OPEN_FAILED" } }]);
    expect((await remote.run(["owners"])).err).toMatch(/KEYED_STORE_OPEN_FAILED/);
    await remote.run(["set", "o", "n", "k", "1"]);
    const { code, out } = await remote.run(["doctor"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^server +postgresql:\/\/bot@db\.example:5433\/fleet/m);
    expect(out).toMatch(/write-read-delete +✓/);
    expect(out + missing.out + missing.err).not.toContain(PASSWORD);
    const [found] = documents((await remote.run(["doctor", "--json"])).out);
    expect(found).toMatchObject({ server: SHOWN, probe: { ok: true } });
    expect(found).not.toHaveProperty("store");
  });

  it("tells an error of the server as it is", async () => {
    const refused = new KeyedStoreError("KEYED_STORE_OPEN_FAILED", "The server refused the password of bot.");
    const { provider } = createServer();
    const remote = onServer(async () => ({
      ...provider,
      load: async () => ({
        ...(await provider.load()),
        open() {
          throw refused;
        },
      }),
    }));
    for (const argv of [["owners"], ["set", "o", "n", "k", "1"], ["import", "-"]]) {
      const { code, err } = await remote.run(argv);
      expect({ code, err }).toEqual({
        code: 1,
        err: expect.stringMatching(/KEYED_STORE_OPEN_FAILED: The server refused the password of bot\.\n$/),
      });
    }
  });

  it("is what a program opens by the name of its backend", async () => {
    const { provider } = createServer();
    const store = await openStateStore({ providers: [provider], backend: "postgres", clock: () => NOON });
    await store.openKeyedStore<number>({ namespace: "n", maxEntries: 1 }).register("k", 1);
    await store.close();
    const line = onServer(async () => provider);
    expect(documents((await line.run(["export"])).out)).toEqual([
      { owner: "default", namespace: "n", key: "k", value: 1, createdAt: NOON },
    ]);
  });
});
