/** What the driver uses of `node:sqlite`, which the types of Node 20 do not know. */
declare module "node:sqlite" {
  interface StatementSync {
    all(...parameters: readonly unknown[]): Record<string, unknown>[];
    get(...parameters: readonly unknown[]): Record<string, unknown> | undefined;
    run(...parameters: readonly unknown[]): { readonly changes: number | bigint };
    setReadBigInts(enabled: boolean): void;
    setReturnArrays(enabled: boolean): void;
  }
  class DatabaseSync {
    constructor(path: string, options?: { readonly readOnly?: boolean });
    readonly isTransaction: boolean;
    close(): void;
    exec(sql: string): void;
    prepare(sql: string): StatementSync;
  }
}
