import { checkOptions, formatReceivedArgument, invalidInputError } from "@keyed-store/core";

/** How to reach a server and log in, where that is not said by a connection string. What is left out is as `pg` has it: PGHOST, PGUSER, … */
export interface PostgresClientOptions {
  /** A name or address, or the directory of a Unix socket. */
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly database?: string | undefined;
  readonly user?: string | undefined;
  /** The password, or what gives one at each login. It appears in no message, path or event. */
  readonly password?: string | (() => string | Promise<string>) | undefined;
  /**
   * Whether and how the connection is encrypted: options of `tls.connect`, `true` for its defaults, `false` for not at all. Default: `true`, which verifies the
   * server's certificate and name, except on a Unix socket or this machine itself.
   */
  readonly ssl?: boolean | object | undefined;
}

/** Where the stores of a {@link postgresProvider} are, and how they are reached. */
export interface PostgresProviderOptions {
  /**
   * `postgresql://user:password@host:port/database`, with `sslmode` (`verify-full`, `require`, which verifies as well, `no-verify` or `disable`),
   * `sslrootcert`, `host` (for a Unix socket) and `application_name` as parameters.
   */
  readonly connectionString?: string | undefined;
  /** Instead of a connection string. */
  readonly client?: PostgresClientOptions | undefined;
  /** The PostgreSQL schema that is the store: lower case letters, digits and `_`, at most 63. It is made where it is missing. Default `"keyed_store"`. */
  readonly schema?: string | undefined;
  /**
   * Whether statements are kept prepared by the server, which saves it work. Default true. Behind a pooler in transaction mode that does not know of them
   * (pgbouncer before 1.21), a store goes on without them from the first one that is lost; false does so from the beginning.
   */
  readonly prepare?: boolean | undefined;
}

/** The options, valid and complete. */
export interface PostgresSettings {
  readonly connectionString: string | undefined;
  readonly client: PostgresClientOptions;
  readonly schema: string;
  readonly prepare: boolean;
}

const OPTION_NAMES = ["connectionString", "client", "schema", "prepare"];
const CLIENT_NAMES = ["host", "port", "database", "user", "password", "ssl"];

/**
 * Checks the options of `postgresProvider`.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` one is unknown or wrong; no message shows a connection string or a password
 */
export function parsePostgresOptions(input: unknown): PostgresSettings {
  const {
    connectionString,
    client,
    schema = "keyed_store",
    prepare = true,
  } = checkOptions(input ?? {}, OPTION_NAMES, "postgresProvider options", "open");
  if (connectionString !== undefined && (typeof connectionString !== "string" || client !== undefined)) {
    throw invalidInputError("open", "connectionString must be a text, and stands instead of client, not beside it.");
  }
  if (typeof schema !== "string" || !/^[a-z_][a-z0-9_]{0,62}$/.test(schema) || schema.startsWith("pg_")) {
    throw invalidInputError(
      "open",
      `schema must be 1 to 63 lower case letters, digits and _, not begin with a digit or pg_, was ${formatReceivedArgument(schema)}.`,
    );
  }
  if (typeof prepare !== "boolean") {
    throw invalidInputError("open", `prepare must be true or false, was ${formatReceivedArgument(prepare)}.`);
  }
  const checked = checkOptions(client ?? {}, CLIENT_NAMES, "postgresProvider client", "open");
  return { connectionString, client: checked, schema, prepare }; // what they may be is for pg to say
}
