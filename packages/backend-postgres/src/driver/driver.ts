/** A parameter: bytes in the binary form of its type, text in its textual form, or null. */
export type Parameter = Uint8Array | string | null;

/** One statement with parameters, or, without any, one or more statements. */
export interface Statement {
  readonly text: string;
  /** The name under which the server keeps it prepared; absent where it does not. */
  readonly name?: string;
  readonly parameters?: readonly Parameter[];
}

/** A row: its columns in the textual form of their types. */
export type Row = readonly (string | null)[];

/** A connection to a server. It does not keep the process alive while nothing is asked of it. */
export interface PostgresConnection {
  /**
   * Runs a statement; nothing else is under way. Gives the rows of the last one.
   *
   * @throws an error of the server, with its `code` of five characters, or {@link ConnectionLost}
   */
  query(statement: Statement): Promise<readonly Row[]>;
  /** Calls back once when the connection is lost, whatever is under way. */
  onLost(listener: (cause: unknown) => void): void;
  /** Ends it, at once where it is lost. */
  end(): Promise<void>;
}

/** What is asked of a library that speaks to PostgreSQL. */
export interface PostgresDriver {
  readonly name: string;
  readonly version: string;
  /** Connects and logs in. @throws what the network or the server said */
  connect(): Promise<PostgresConnection>;
}

/** A connection ended before the answer was there, so that the statement may have happened or not. */
export class ConnectionLost extends Error {
  override readonly name: string = "ConnectionLost";
}
