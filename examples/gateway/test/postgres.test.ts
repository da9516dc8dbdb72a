import { postgresProvider } from "@keyed-store/backend-postgres";
import { openStateStore } from "keyed-store";
import { afterAll, describe, expect, it } from "vitest";
import { serverMissing } from "../../../packages/backend-postgres/test/support/find-server.mjs";
import { startServer } from "../../../packages/backend-postgres/test/support/start-server.mjs";
import { parseSettings } from "../parse-settings.mjs";
import { LOAD_TITLE, runLoad } from "./support/run-load.js";
import { createStateDirectory, listFiles } from "./support/state-directory.js";

// Without a server it says so, and why, when it looks for one.
const server = serverMissing === undefined ? await startServer() : undefined;
afterAll(() => server?.stop());

describe.skipIf(server === undefined)("The gateway on PostgreSQL", () => {
  it(`KS-CLAIM-1 KS-CLAIM-2 two instances on two hosts: ${LOAD_TITLE}`, async () => {
    const url = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(server?.host ?? "")}`;
    // Two machines: nothing is shared but the server.
    const hosts = [createStateDirectory(), createStateDirectory()] as const;
    const instanceOn = (home: string) => ({
      backend: "postgres",
      workingDirectory: home,
      variables: { KEYED_STORE_URL: url, HOME: home, TMPDIR: home },
    });
    const openStore = () =>
      openStateStore({
        backend: "postgres",
        providers: [postgresProvider({ connectionString: url })],
        limits: { maxEntriesPerOwner: 60_000 },
      });
    await runLoad({ first: instanceOn(hosts[0]), second: instanceOn(hosts[1]), openStore });
    expect(hosts.map(listFiles)).toEqual([[], []]);
  }, 600_000);
});

describe("The gateway's settings", () => {
  it("take the server from the command line, or from the environment where the backend is postgres", () => {
    const url = "postgresql://bot@db.example/fleet";
    expect(parseSettings(["--url", url], {}).url).toBe(url);
    expect(parseSettings(["--backend", "postgres"], { KEYED_STORE_URL: url }).url).toBe(url);
    expect(parseSettings([], { KEYED_STORE_URL: url, KEYED_STORE_BACKEND: "postgres" }).url).toBe(url);
    expect(parseSettings([], { KEYED_STORE_URL: url }).url).toBeUndefined();
    expect(() => parseSettings(["--backend", "postgres"], {})).toThrow(/--url.*KEYED_STORE_URL/);
  });
});
