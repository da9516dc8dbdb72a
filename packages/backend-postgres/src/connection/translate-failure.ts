import { type ErrorCode, getErrorCode, isKeyedStoreError, KeyedStoreError } from "@keyed-store/core";
import { ConnectionLost } from "../driver/driver.js";
import { toServerRefusal } from "./server-refusal.js";

/** What was going on when something failed. */
export type Activity = "open" | "read" | "write";

const FAILED: Readonly<Record<Activity, ErrorCode>> = {
  open: "KEYED_STORE_OPEN_FAILED",
  read: "KEYED_STORE_READ_FAILED",
  write: "KEYED_STORE_WRITE_FAILED",
};

const STATEMENT_LOST =
  "A pooler before the PostgreSQL server does not keep prepared statements, so that the next attempt goes without: give postgresProvider prepare: false.";

/** Others hold what is needed, or the server has no room for one more: it is asked again (KS-SHARE-1). */
const BUSY: ReadonlyMap<string, string> = new Map([
  ["55P03", "Another process holds the entries of this owner, or this PostgreSQL schema is just being made."],
  ["40P01", "Other processes wait for each other on this server."],
  ["40001", "Another process changed what was to be changed."],
  ["26000", STATEMENT_LOST],
  ["42P05", STATEMENT_LOST],
  ["53300", "The PostgreSQL server has no connection left: raise its max_connections, or put a pooler before it."],
  ["53400", "The PostgreSQL server has reached a limit of its configuration."],
  ["57P01", "The PostgreSQL server ended the connection."],
  ["57P02", "The PostgreSQL server ended all connections, because one of its processes crashed."],
  ["57P03", "The PostgreSQL server is starting or stopping."],
  ["EAGAIN", "The PostgreSQL server has more connections before it than it lets in now."],
  ["ECONNRESET", "The connection to the PostgreSQL server was cut."],
  ["EPIPE", "The connection to the PostgreSQL server was cut."],
]);

/** What cannot be put right by asking again: why, and the way out. */
const HOPELESS: ReadonlyMap<string, string> = new Map([
  ["28P01", "The PostgreSQL server refused the password: check user and password."],
  ["28000", "The PostgreSQL server lets this user not in: check user, database and its pg_hba.conf."],
  ["3D000", "The PostgreSQL server has no database of this name: create it (createdb), or correct the name."],
  [
    "42501",
    "The PostgreSQL role may not do this: let its owner open the store once, then GRANT USAGE ON SCHEMA to the role.",
  ],
  ["25006", "The PostgreSQL server is a replica, or its transactions are read-only: connect to the primary."],
  [
    "KS003",
    "The transactions of this role or database are not READ COMMITTED: ALTER ROLE … SET default_transaction_isolation = 'read committed'.",
  ],
  ["XX001", "The PostgreSQL server found its data damaged."],
  ["XX002", "The PostgreSQL server found an index damaged: REINDEX it."],
  ["ENOTFOUND", "There is no host of this name: check the address of the PostgreSQL server."],
  ["EAI_AGAIN", "The name of the PostgreSQL server's host cannot be resolved now."],
  ["ECONNREFUSED", "No PostgreSQL server listens at this address: check host and port, and whether it runs."],
  ["ENOENT", "There is no PostgreSQL server's socket in this directory: check host and port, and whether it runs."],
  ["EACCES", "The socket of the PostgreSQL server may not be used by this user."],
]);

/** The error of the contract for what the driver threw; nothing of the batch happened. */
export function translateFailure(error: unknown, activity: Activity): KeyedStoreError {
  if (isKeyedStoreError(error)) return error;
  const cause = toServerRefusal(error);
  const { code } = cause;
  // What a lost connection leaves in doubt is settled before: it is as if nothing had been asked.
  const busy =
    BUSY.get(code) ??
    (error instanceof ConnectionLost ? "The connection to the PostgreSQL server was cut." : undefined);
  if (busy !== undefined) return new KeyedStoreError("KEYED_STORE_BUSY", `${busy} (${code})`, { cause });
  const known = HOPELESS.get(code);
  const isDamage = code === "XX001" || code === "XX002";
  const isNetwork =
    error instanceof ConnectionLost || !/^[0-9A-Z]{5}$/.test(code) || code.startsWith("08") || code.startsWith("57P");
  const message =
    known ??
    (isNetwork
      ? `The PostgreSQL server cannot be reached: ${cause.message}.`
      : `The PostgreSQL server failed: ${cause.message}.`);
  const retryable = isNetwork || code.startsWith("53");
  return new KeyedStoreError(
    isDamage ? "KEYED_STORE_CORRUPT" : FAILED[activity],
    `${message} (${code === "" ? "no code" : code})`,
    { retryable, cause },
  );
}

/** Whether the server, the network or their error of the contract said so. What else is thrown is the caller's clock, or a defect. */
export function isServerFailure(error: unknown): boolean {
  return isKeyedStoreError(error) || error instanceof ConnectionLost || getErrorCode(error) !== undefined;
}

/** Whether a failure to connect may pass while a server is started or another one takes over. */
export function isServerAway(error: unknown): boolean {
  if (isKeyedStoreError(error)) return false;
  const { code } = toServerRefusal(error);
  return !/^(28|3D|42|KS)/.test(code) && !["ENOTFOUND", "EACCES"].includes(code);
}

/** The error while a server is away: nothing was sent, so that the caller may wait and ask again. */
export function serverAwayError(error: unknown): KeyedStoreError {
  const { message, cause } = translateFailure(error, "read");
  return new KeyedStoreError("KEYED_STORE_BUSY", message, { cause });
}
