import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { invalidInputError } from "@keyed-store/core";
import type { PostgresClientOptions, PostgresSettings } from "./options.js";

/** How a server is reached, as `pg.Client` takes it, and how that is told to people. */
export interface ConnectionSettings {
  readonly clientConfig: object;
  /** Where the store is, without any password: what `databasePath` is. */
  readonly address: string;
}

const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_AFTER_MS = 10_000;
/** The server cuts longer ones off. */
const MAX_APPLICATION_NAME = 63;

/** Makes connection settings of a provider's. */
export function toConnectionSettings({ connectionString, client, schema }: PostgresSettings): ConnectionSettings {
  const given = connectionString === undefined ? client : parseConnectionString(connectionString);
  const host = given.host ?? process.env["PGHOST"] ?? "localhost";
  const user = given.user ?? process.env["PGUSER"] ?? process.env["USER"];
  const database = given.database ?? process.env["PGDATABASE"] ?? user;
  const port = given.port ?? Number(process.env["PGPORT"] ?? 5432);
  return {
    clientConfig: {
      application_name: `keyed-store ${hostname()} ${process.pid}`.slice(0, MAX_APPLICATION_NAME),
      ...given,
      host,
      port,
      ssl: given.ssl ?? !isThisMachine(host),
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    },
    address: formatAddress({ host, port, user, database, schema }),
  };
}

/** On a Unix socket, and inside one machine, there is nothing to listen to. */
function isThisMachine(host: string): boolean {
  return host.startsWith("/") || ["localhost", "127.0.0.1", "::1"].includes(host);
}

interface Address {
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly database: string | undefined;
  readonly schema: string;
}

function formatAddress({ host, port, user, database, schema }: Address): string {
  const isSocket = host.startsWith("/");
  const name = user === undefined ? "" : `${encodeURIComponent(user)}@`;
  const server = isSocket ? "localhost" : `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const parameters = new URLSearchParams(isSocket ? { host, port: String(port), schema } : { schema });
  return `postgresql://${name}${server}/${encodeURIComponent(database ?? "")}?${parameters.toString()}`;
}

/** The members of a connection string. Nothing of it is shown in an error: it may hold a password. */
function parseConnectionString(
  connectionString: string,
): PostgresClientOptions & { readonly application_name?: string } {
  const url = parseUrl(connectionString);
  const parameters = new Map(url.searchParams);
  const take = (name: string): string | undefined => {
    const value = parameters.get(name);
    parameters.delete(name);
    return value;
  };
  const host = take("host") ?? decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, "$1");
  const port = take("port") ?? url.port;
  const applicationName = take("application_name");
  const ssl = toSsl(take("sslmode"), take("sslrootcert"));
  const [unknown] = parameters.keys();
  if (unknown !== undefined) {
    throw invalidInputError(
      "open",
      `connectionString has the parameter ${JSON.stringify(unknown)}, which is not known; there may be host, port, sslmode, sslrootcert and application_name.`,
    );
  }
  return {
    ...(host === "" ? {} : { host }),
    ...(port === "" ? {} : { port: Number(port) }),
    ...(url.username === "" ? {} : { user: decodeURIComponent(url.username) }),
    ...(url.password === "" ? {} : { password: decodeURIComponent(url.password) }),
    ...(url.pathname.length < 2 ? {} : { database: decodeURIComponent(url.pathname.slice(1)) }),
    ...(applicationName === undefined ? {} : { application_name: applicationName }),
    ...(ssl === undefined ? {} : { ssl }),
  };
}

function parseUrl(connectionString: string): URL {
  try {
    const url = new URL(connectionString);
    if (url.protocol === "postgresql:" || url.protocol === "postgres:") return url;
  } catch {
    // Its message would show the text.
  }
  throw invalidInputError(
    "open",
    "connectionString must be like postgresql://user:password@host:5432/database; what was given is not.",
  );
}

/** What a mode means: all that encrypts verifies, unless it says that it does not. */
function toSsl(mode: string | undefined, rootCertificate: string | undefined): boolean | object | undefined {
  const ca = rootCertificate === undefined ? {} : { ca: readFileSync(rootCertificate, "utf8") };
  switch (mode) {
    case undefined:
      return rootCertificate === undefined ? undefined : ca;
    case "require":
    case "verify-ca":
    case "verify-full":
      return { ...ca };
    case "no-verify":
      return { rejectUnauthorized: false };
    case "disable":
      return false;
    default:
      throw invalidInputError(
        "open",
        "sslmode must be verify-full, verify-ca, require, no-verify or disable; the others might not encrypt.",
      );
  }
}
