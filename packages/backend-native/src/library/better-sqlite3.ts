/*
 * What we use of better-sqlite3. Neither of its supported majors ships types, and this little is the same in both.
 */

/** A compiled statement. */
export interface NativeStatement {
  /** Whether it returns rows: then `run` is refused, else `get`, `all` and `raw` are. */
  readonly reader: boolean;
  raw(on: boolean): NativeStatement;
  pluck(on: boolean): NativeStatement;
  columns(): readonly unknown[];
  run(...parameters: readonly unknown[]): { readonly changes: number };
  get(...parameters: readonly unknown[]): unknown;
  all(...parameters: readonly unknown[]): unknown[];
}

/** A connection. */
export interface NativeDatabase {
  readonly inTransaction: boolean;
  exec(sql: string): unknown;
  prepare(sql: string): NativeStatement;
  close(): unknown;
}

/** Its one export. */
export type NativeConstructor = new (
  path: string | Buffer,
  options: Readonly<Record<string, unknown>>,
) => NativeDatabase;
