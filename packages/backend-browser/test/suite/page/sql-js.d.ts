// The part of sql.js in use, which has no types of its own.
declare module "sql.js/dist/sql-wasm-debug.js" {
  export interface Statement {
    step(): boolean;
    getAsObject(): Record<string, unknown>;
    free(): void;
  }
  export interface Database {
    run(sql: string): unknown;
    prepare(sql: string): Statement;
    export(): Uint8Array;
    close(): void;
  }
  const initSqlJs: (options: {
    readonly locateFile: () => string;
  }) => Promise<{ readonly Database: new (bytes: Uint8Array) => Database }>;
  export default initSqlJs;
}
