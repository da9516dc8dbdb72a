import { describe, expect, it } from "vitest";
import { canRun, onEachBackend } from "../http/backends.js";
import { type ServerProcess, startServer } from "../http/start-server.js";
import { makeDirectory } from "../support/make-directory.js";

/** Only ends what hangs: several processes start, each with a host, on whatever machine. */
const SLOW_MS = 600_000;
const PROGRAM = new URL("./hosts/main.mjs", import.meta.url);
const HOSTS = ["express", "hono", "fastify", "nest", "flexible"];

/** How often each status came, of so many requests at once. */
async function flood(servers: readonly ServerProcess[], requests: number): Promise<Record<string, number>> {
  const statuses = await Promise.all(
    Array.from({ length: requests }, async (_, index) => {
      const response = await fetch(servers[index % servers.length]?.url ?? "", { headers: { client: "flood" } });
      await response.arrayBuffer();
      return response.status;
    }),
  );
  return Object.fromEntries(
    [...new Set(statuses)].map((status) => [status, statuses.filter((s) => s === status).length]),
  );
}

onEachBackend("KS-ATOM-6 of 200 parallel requests, two processes let 5 through under a limit of 5", (backend) => {
  it.each(HOSTS)(
    "%s",
    async (host) => {
      const directory = makeDirectory();
      const servers = await Promise.all([1, 2].map(() => startServer(PROGRAM, host, backend, directory)));
      expect(await flood(servers, 200)).toEqual({ 200: 5, 429: 195 });
      for (const server of servers) await server.close();
    },
    SLOW_MS,
  );

  it("KS-LIFE-3 a window goes on when its process was killed", async () => {
    const directory = makeDirectory();
    const first = await startServer(PROGRAM, "express", backend, directory);
    expect(await flood([first], 3)).toEqual({ 200: 3 });
    await first.kill();
    const second = await startServer(PROGRAM, "express", backend, directory);
    expect(await flood([second], 4)).toEqual({ 200: 2, 429: 2 });
    await second.close();
  });
});

describe.skipIf(!canRun("native"))("KS-SHARE-1 two processes with different engines", () => {
  it("count together", async () => {
    const directory = makeDirectory();
    const servers = await Promise.all(
      ["native", "wasm"].map((backend) => startServer(PROGRAM, "hono", backend, directory)),
    );
    expect(await flood(servers, 200)).toEqual({ 200: 5, 429: 195 });
    for (const server of servers) await server.close();
  });
});
