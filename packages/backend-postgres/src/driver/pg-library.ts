/*
 * The slice of `pg` that is used here. A test of types holds it against the real one.
 */

/** What is asked of `pg.Client`. */
export interface PgClient {
  connect(): Promise<unknown>;
  query(config: PgQuery): Promise<PgResult | readonly PgResult[]>;
  end(): Promise<void>;
  on(event: "error" | "end", listener: (error?: Error) => void): unknown;
  ref(): void;
  unref(): void;
  readonly connection: { readonly stream: { destroy(): unknown } };
}

/** One query. */
export interface PgQuery {
  readonly text: string;
  readonly name?: string;
  readonly values?: readonly (Uint8Array | string | null)[];
  readonly rowMode: "array";
  readonly types: { getTypeParser(): (value: string) => string };
}

/** What a query gives. */
export interface PgResult {
  readonly rows: readonly (readonly (string | null)[])[];
}

/** The module `pg`. */
export interface PgLibrary {
  readonly Client: new (config: object) => PgClient;
}
