import { getErrorCode, type HostTimer, hostGlobals, isError } from "@keyed-store/core";
import { settleWithin } from "../time/settle-within.js";
import { ConnectionLost, type PostgresConnection, type PostgresDriver, type Row, type Statement } from "./driver.js";
import type { LoadedPg } from "./load-pg.js";
import type { PgClient, PgQuery, PgResult } from "./pg-library.js";

/** A server that does not answer for so long is taken for lost: what was asked is asked again on another connection. */
const ANSWER_TIMEOUT_MS = 120_000;

const CUT = "The connection to the server was lost.";
/** What `pg` says of a connection that ends before the login is done; there is no code. */
const CUT_WHILE_CONNECTING = "Connection terminated unexpectedly";

/** A server that does not answer is left without a goodbye. */
const END_TIMEOUT_MS = 1_000;

/** A driver over `pg`. */
export function createPgDriver({ library, version }: LoadedPg, clientConfig: object): PostgresDriver {
  return {
    name: "pg",
    version,
    async connect() {
      const client = new library.Client(clientConfig);
      const connection = createConnection(client);
      try {
        await client.connect();
      } catch (error) {
        client.connection.stream.destroy();
        throw isError(error) && error.message === CUT_WHILE_CONNECTING
          ? new ConnectionLost(CUT, { cause: error })
          : error;
      }
      client.unref();
      return connection;
    },
  };
}

function createConnection(client: PgClient): PostgresConnection {
  const listeners: ((cause: unknown) => void)[] = [];
  let lost: { readonly cause: unknown } | undefined;
  let keepsStatements = true;
  const onLost = (cause: unknown): void => {
    if (lost !== undefined) return;
    lost = { cause };
    client.connection.stream.destroy();
    for (const listener of listeners.splice(0)) listener(cause);
  };
  // Unheard, the error of an idle connection would end the process.
  client.on("error", onLost);
  client.on("end", () => onLost(new Error("The server ended the connection.")));

  return {
    query: (statement) =>
      new Promise((resolve, reject) => {
        if (lost !== undefined) {
          reject(new ConnectionLost("The connection to the server was lost before.", { cause: lost.cause }));
          return;
        }
        const fail = (cause: unknown): void => {
          hostGlobals.clearTimeout(timer);
          reject(new ConnectionLost(CUT, { cause }));
        };
        const timer: HostTimer = hostGlobals.setTimeout(
          () => onLost(new Error(`The server gave no answer for ${ANSWER_TIMEOUT_MS} ms.`)),
          ANSWER_TIMEOUT_MS,
        );
        timer.unref?.();
        listeners.push(fail);
        client.ref();
        client.query(toPgQuery(statement, keepsStatements)).then(
          (result) => settle(() => resolve(getRows(result))),
          (error: unknown) => {
            if (isStatementLost(error)) keepsStatements = false;
            if (isRefusal(error)) settle(() => reject(error));
            else onLost(error);
          },
        );
        const settle = (end: () => void): void => {
          hostGlobals.clearTimeout(timer);
          listeners.splice(listeners.indexOf(fail), 1);
          client.unref();
          end();
        };
      }),
    onLost(listener) {
      if (lost === undefined) listeners.push(listener);
      else listener(lost.cause);
    },
    async end() {
      if (lost !== undefined) return;
      client.ref();
      await settleWithin(END_TIMEOUT_MS, client.end());
      client.connection.stream.destroy();
    },
  };
}

function toPgQuery({ text, name, parameters }: Statement, isKept: boolean): PgQuery {
  return {
    text,
    rowMode: "array",
    types: AS_TEXT,
    ...(name === undefined || !isKept ? {} : { name }),
    ...(parameters === undefined ? {} : { values: parameters }),
  };
}

const AS_TEXT: PgQuery["types"] = { getTypeParser: () => (value) => value };

function getRows(result: PgResult | readonly PgResult[]): readonly Row[] {
  const last = "rows" in result ? result : result.at(-1);
  return last?.rows ?? [];
}

/** Whether a prepared statement was not where it is used: a pooler gives one connection to many clients, and does not know of them. */
function isStatementLost(error: unknown): boolean {
  return STATEMENT_LOST.has(getErrorCode(error) ?? "");
}

const STATEMENT_LOST: ReadonlySet<string> = new Set(["26000", "42P05"]);

/** Whether the server refused the statement. One that shuts down (57P) may have done it before: then it is as if the connection was cut. */
function isRefusal(error: unknown): boolean {
  const code = getErrorCode(error);
  return code !== undefined && /^(?!57P|08)[0-9A-Z]{5}$/.test(code);
}
