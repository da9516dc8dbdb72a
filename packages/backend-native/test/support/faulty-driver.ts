import type { BackendOpenOptions, LoadedBackend } from "@keyed-store/core";
import {
  type SqliteConnection,
  type SqliteDriver,
  SqliteFailure,
  type SqliteStatement,
  sqliteProvider,
} from "@keyed-store/sqlite";
import { loadDriver } from "../../dist/load-driver.js";
import { scratch } from "./scratch.js";
import { type SyncBackend, USUAL } from "./store.js";

/** Decides before each statement whether it fails. */
export interface Faults {
  /** Called with the SQL text; throws what the engine is to fail with. */
  before: (sql: string) => void;
  /** The connections opened so far and how many of them are open. */
  opened: number;
  open: number;
}

/** Says no fault. */
export const NONE = (): void => undefined;

/** Fails each statement that matches, `times` times. */
export function failing(
  pattern: RegExp,
  result: string,
  times: number = Number.POSITIVE_INFINITY,
  detail?: string,
): Faults["before"] {
  let left = times;
  return (sql) => {
    if (left <= 0 || !pattern.test(sql)) return;
    left -= 1;
    throw new SqliteFailure(result, "injected", { detail });
  };
}

/** The native driver with faults put in. */
export function faultyDriver(faults: Faults, change: Partial<SqliteDriver> = {}): SqliteDriver {
  const driver = loadDriver();
  return {
    ...driver,
    ...change,
    open(options) {
      const connection = driver.open(options);
      faults.opened += 1;
      faults.open += 1;
      return faulty(connection, faults);
    },
  };
}

/** A store on that driver; without a cache, so that each read is a statement. */
export function openFaulty(
  faults: Faults,
  options: Partial<BackendOpenOptions> = {},
  change: Partial<SqliteDriver> = {},
): SyncBackend {
  const driver = faultyDriver(faults, change);
  const provider = sqliteProvider({ name: driver.name, check: NONE, load: () => driver });
  const directory = options.directory ?? scratch();
  return (provider.load() as LoadedBackend).open({ ...USUAL, cacheBytes: 0, directory, ...options }) as SyncBackend;
}

/** No faults yet. */
export function noFaults(): Faults {
  return { before: NONE, opened: 0, open: 0 };
}

function faulty(connection: SqliteConnection, faults: Faults): SqliteConnection {
  let closed = false;
  return {
    exec(sql) {
      faults.before(sql);
      connection.exec(sql);
    },
    prepare(sql) {
      return watched(connection.prepare(sql), sql, faults);
    },
    get inTransaction() {
      return connection.inTransaction;
    },
    vacuumInto(path) {
      faults.before("VACUUM INTO");
      connection.vacuumInto(path);
    },
    close() {
      if (!closed) faults.open -= 1;
      closed = true;
      connection.close();
    },
  };
}

function watched(statement: SqliteStatement, sql: string, faults: Faults): SqliteStatement {
  const before = <Parameters extends unknown[], Result>(call: (...parameters: Parameters) => Result) => {
    return (...parameters: Parameters): Result => {
      faults.before(sql);
      return call(...parameters);
    };
  };
  return { run: before(statement.run), get: before(statement.get), all: before(statement.all) };
}
