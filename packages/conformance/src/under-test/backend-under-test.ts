import type { BackendProvider, Capabilities } from "@keyed-store/core";
import type { ServiceUnderTest } from "./service-under-test.js";

/**
 * What the suite must know of a backend. Every directory it is given is deleted: never point it at data.
 */
export interface BackendUnderTest {
  /** The name that failures carry. */
  readonly name: string;
  /**
   * A new provider. A backend that keeps its data in the provider starts empty; a persistent one finds its files. For a service, `place` is
   * where the store is to be, as `service.createPlace` named it; else there is none.
   */
  readonly provider: (place?: string) => BackendProvider;
  /** What it can do; it must declare exactly this, and all else must fail as `KEYED_STORE_UNSUPPORTED`. */
  readonly capabilities: Capabilities;
  /** Where a child process finds the provider function, which is called as `provider` is; needed where `multiProcess` is declared. */
  readonly providerModule?: ModuleExport;
  /** Where its places are, if it is a service; else each test has a directory. */
  readonly service?: ServiceUnderTest;
  /** Where to find {@link SqliteTools}; without it, damage and foreign databases are not tested. */
  readonly sqliteTools?: ModuleExport;
  /** Whether it takes SQLite's own file locks, so that any program that holds them holds it up. */
  readonly takesSqliteLocks?: boolean;
  /** Whether its backends tell of changes (`Backend.watch`). */
  readonly watches?: boolean;
  /** Makes a fresh, empty directory on the file system to be tested; else one in the system's place for such. */
  readonly directory?: () => Promise<string>;
}

/** An export of a module, given so that another process can load it too. */
export interface ModuleExport {
  /** A URL, such as `import.meta.resolve("@keyed-store/backend-native")` gives. */
  readonly specifier: string;
  readonly export: string;
}

/** Rows of a query, by the names of their columns. */
export type SqliteRows = readonly Readonly<Record<string, unknown>>[];

/**
 * Direct access to a database file with any SQLite library, for harm that no store would do. It is called only while
 * this process has no store open on the file.
 */
export interface SqliteTools {
  /** Runs statements on the file and closes it; it is created where it is missing. */
  readonly run: (path: string, sql: string) => void | Promise<void>;
  /** The rows of one query. */
  readonly all: (path: string, sql: string) => SqliteRows | Promise<SqliteRows>;
  /** Takes the write lock of the file; the result lets go of it. */
  readonly lock: (path: string) => () => void;
}
