import { createHash } from "node:crypto";
import type { EpochMs } from "@keyed-store/core";
import type { Parameter, Statement } from "../driver/driver.js";
import { OPERATIONS_COUNT } from "../sql/shared/operations-parameters.js";

/** What a call that writes is known by, and how long it may wait for its locks. */
export interface WriteCall {
  readonly client: string;
  readonly sequence: number;
  readonly waitMs: number;
}

/** The statements of one store. */
export interface StoreStatements {
  readonly read: (operations: readonly Parameter[]) => Statement;
  readonly readAt: (now: EpochMs, operationCount: number, operations: readonly Parameter[]) => Statement;
  readonly write: (call: WriteCall, commit: string, operations: readonly Parameter[]) => Statement;
  readonly lock: (call: WriteCall, owners: Parameter, sweep: number | undefined, now: EpochMs | undefined) => Statement;
  readonly apply: (call: WriteCall, now: EpochMs, operations: readonly Parameter[]) => Statement;
  readonly findHolder: (owners: Parameter) => Statement;
  readonly mend: (owner: string, namespace: string, key: string, version: number) => Statement;
  readonly greet: (client: string) => Statement;
  readonly leave: (client: string) => Statement;
  readonly flush: (client: string) => Statement;
  readonly begin: (commit: string) => Statement;
  readonly commit: Statement;
  readonly rollback: Statement;
}

/** A transaction whose client asks a clock of the caller's is given up by the server when that takes so long. */
const IDLE_TIMEOUT = "10s";

/**
 * Makes the statements of the store in a PostgreSQL schema, whose name is quoted.
 *
 * @param isPrepared - whether the server keeps those that are used all the time
 */
export function createStoreStatements(schema: string, isPrepared: boolean): StoreStatements {
  const make = ({ text, name }: Prepared, parameters: readonly Parameter[]): Statement =>
    isPrepared ? { text, name, parameters } : { text, parameters };
  const operations = (from: number): string => listPlaceholders(from, OPERATIONS_COUNT);
  const prepared = {
    read: nameByText(`SELECT ${schema}.read_1(${operations(1)})`),
    readAt: nameByText(`SELECT to_json(${schema}.read_at_1($1, 1, $2, ${operations(3)}))`),
    write: nameByText(`CALL ${schema}.write_1($1, $2, $3, $4, ${operations(5)}, NULL)`),
    lock: nameByText(`SELECT ${schema}.lock_1($1, $2, $3, $4, $5)`),
    apply: nameByText(`SELECT ${schema}.apply_1($1, $2, $3, $4, ${operations(5)})`),
  };
  return {
    read: (parameters) => make(prepared.read, parameters),
    readAt: (now, count, parameters) => make(prepared.readAt, [String(now), String(count), ...parameters]),
    write: ({ client, sequence, waitMs }, commit, parameters) =>
      make(prepared.write, [client, String(sequence), String(waitMs), commit, ...parameters]),
    lock: ({ client, waitMs }, owners, sweep, now) =>
      make(prepared.lock, [client, String(waitMs), owners, toText(sweep), toText(now)]),
    apply: ({ client, sequence, waitMs }, now, parameters) =>
      make(prepared.apply, [client, String(sequence), String(waitMs), String(now), ...parameters]),
    findHolder: (owners) => ({ text: `SELECT ${schema}.holder_1($1)`, parameters: [owners] }),
    mend: (owner, namespace, key, version) => ({
      text: `SELECT ${schema}.mend_1($1, $2, $3, $4)`,
      parameters: [owner, namespace, key, String(version)],
    }),
    greet: (client) => ({ text: `SELECT ${schema}.greet_1($1)`, parameters: [client] }),
    leave: (client) => ({ text: `SELECT ${schema}.leave_1($1)`, parameters: [client] }),
    flush: (client) => ({ text: `CALL ${schema}.flush_1($1)`, parameters: [client] }),
    begin: (commit) => ({
      text: `BEGIN; SET LOCAL synchronous_commit = '${commit}'; SET LOCAL idle_in_transaction_session_timeout = '${IDLE_TIMEOUT}'`,
    }),
    commit: { text: "COMMIT" },
    rollback: { text: "ROLLBACK" },
  };
}

interface Prepared {
  readonly text: string;
  readonly name: string;
}

/** A name that no other text has: behind some poolers, what another client prepared is on the connection that one gets. */
function nameByText(text: string): Prepared {
  return { text, name: `keyed_store_${createHash("sha256").update(text).digest("hex").slice(0, 32)}` };
}

function toText(value: number | undefined): string | null {
  return value === undefined ? null : String(value);
}

function listPlaceholders(from: number, count: number): string {
  return Array.from({ length: count }, (_, position) => `$${from + position}`).join(", ");
}
