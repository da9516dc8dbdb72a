/** What SQLite can store in our columns; a blob appears only in files that were tampered with. */
export type SqliteValue = string | number | null | Uint8Array;

/** A row by column position. */
export type SqliteRow = readonly SqliteValue[];

/**
 * A prepared statement. Parameters are positional (`?`), strings are bound as UTF-8 of their exact length, numbers are
 * whole and safe and are bound so that they land in INTEGER columns exactly.
 */
export interface SqliteStatement {
  /** Executes it and returns the number of rows it changed. */
  run(...parameters: SqliteValue[]): number;
  /** Its first row; the statement is reset before this returns. */
  get(...parameters: SqliteValue[]): SqliteRow | undefined;
  /** All its rows; the statement is reset before this returns. */
  all(...parameters: SqliteValue[]): SqliteRow[];
}

/**
 * A connection to one database file: all that an engine has to bring. It never waits for locks, and it throws
 * {@link SqliteFailure} and nothing else.
 */
export interface SqliteConnection {
  /** Runs statements that return nothing. */
  exec(sql: string): void;
  /** Compiles one statement, to be kept and used again. Schema names are not qualified. */
  prepare(sql: string): SqliteStatement;
  /** Whether a transaction is open; false after SQLite rolled one back by itself. */
  readonly inTransaction: boolean;
  /** Runs `VACUUM INTO`: writes a compact copy of the database into an empty file that is there, wherever it is. */
  vacuumInto(path: string): void;
  /**
   * Leaves the database as the death of the process would, writing nothing: where its files were tampered with. Absent
   * where the library has no way to.
   */
  abandon?(): void;
  /** Closes the connection, finishing its statements. Idempotent. */
  close(): void;
}

/** How a connection is opened. */
export interface SqliteOpenOptions {
  readonly path: string;
  /** A read-only connection never creates the file. */
  readonly readOnly: boolean;
  /**
   * Nobody changes the file while it is open, and nothing can be written beside it, also not the index of a log: it has
   * none. Comes with `readOnly`. A driver that has no way to open such a file fails.
   */
  readonly immutable?: boolean;
}

/** An SQLite library, ready to open files. */
export interface SqliteDriver {
  /** The backend's name, the library and the versions inside. */
  readonly name: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly sqliteVersion: string;
  /** Whether it takes SQLite's own file locks, so that processes may share a file; else it must be alone with it. */
  readonly sharing: "shared" | "exclusive";
  open(options: SqliteOpenOptions): SqliteConnection;
  /** A connection to a database in memory, for trials. */
  openMemory(): SqliteConnection;
}

/**
 * What a driver throws: SQLite's primary result code by name (`SQLITE_BUSY`, `SQLITE_FULL`, …) and the engine's error as
 * cause. `SQLITE_ABORTED_HEAP`, which is not SQLite's, says that the connection is lost with the memory it lived in: the
 * database is as after the death of a process, and opening it again recovers it.
 */
export class SqliteFailure extends Error {
  override readonly name: string = "SqliteFailure";
  /** The primary result code's name. */
  readonly result: string;
  /** The extended code's name or the errno of the disk, where known: `SQLITE_IOERR_WRITE`, `ENOSPC`. */
  readonly detail: string | undefined;

  constructor(
    result: string,
    message: string,
    options: { readonly detail?: string | undefined; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.result = result;
    this.detail = options.detail;
  }
}
