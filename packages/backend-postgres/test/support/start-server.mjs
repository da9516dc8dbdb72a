import { fork } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { findServerPrograms } from "./find-server.mjs";

/** It brings no types. @type {{ Client: new (config: object) => import("../../src/driver/pg-library.js").PgClient }} */
const pg = createRequire(import.meta.url)("pg");

const AS_TEXT = { getTypeParser: () => (/** @type {string} */ value) => value };

/**
 * A PostgreSQL server of a test's own, on a socket.
 *
 * @typedef {object} TestServer
 * @property {string} host the directory of its socket
 * @property {import("@keyed-store/backend-postgres").PostgresClientOptions} client how to reach it, as its superuser
 * @property {import("@keyed-store/backend-postgres").PostgresClientOptions} poolerClient how to reach it through its pooler, where it was started with one
 * @property {(sql: string) => Promise<readonly (readonly (string | null)[])[]>} run runs statements and gives the rows of the last one, as text
 * @property {(sql: string) => Promise<{ end(): Promise<void> }>} hold runs statements on a connection that stays open, with the transaction in it
 * @property {(signal: "SIGQUIT" | "SIGKILL" | "SIGINT") => Promise<void>} restart ends it by a signal, and starts it again
 * @property {() => Promise<void>} stop ends it, and removes all of it
 */

/**
 * Starts a server. It ends with this process, however that ends.
 *
 * @param {Readonly<Record<string, string>>} [settings] of the server, beside the usual ones
 * @param {readonly string[]} [initdb] arguments
 * @param {{ program: string, connections: number }} [pooler] a pgbouncer before it, and how many connections that has to it
 * @returns {Promise<TestServer>}
 */
export async function startServer(settings = {}, initdb = ["-E", "UTF8"], pooler) {
  const programs = findServerPrograms();
  if (programs === undefined) throw new Error("There is no PostgreSQL server here.");
  const keeper = fork(
    fileURLToPath(new URL("keep-server.mjs", import.meta.url)),
    [JSON.stringify({ programs, settings, initdb, pooler })],
    {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      execArgv: [],
    },
  );
  const ended = once(keeper, "exit");
  const [{ host, poolerPort }] = /** @type {[{ host: string, poolerPort: number }]} */ (
    await Promise.race([
      once(keeper, "message"),
      ended.then(() => {
        throw new Error("The server did not start.");
      }),
    ])
  );
  keeper.unref();
  keeper.channel?.unref();
  const client = { host, user: "postgres", database: "postgres" };
  return {
    host,
    client,
    poolerClient: { ...client, port: poolerPort },
    async run(sql) {
      const connection = new pg.Client(client);
      await connection.connect();
      try {
        const result = await connection.query({
          text: sql,
          rowMode: "array",
          types: { getTypeParser: () => (value) => value },
        });
        const last = "rows" in result ? result : result.at(-1);
        return last?.rows ?? [];
      } finally {
        await connection.end();
      }
    },
    async hold(sql) {
      const connection = new pg.Client(client);
      await connection.connect();
      await connection.query({ text: sql, rowMode: "array", types: AS_TEXT });
      return connection;
    },
    async restart(signal) {
      keeper.channel?.ref();
      keeper.send({ restart: signal });
      await once(keeper, "message");
      keeper.channel?.unref();
    },
    async stop() {
      keeper.ref();
      if (keeper.connected) keeper.disconnect();
      await ended;
    },
  };
}
