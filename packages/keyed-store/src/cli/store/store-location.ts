import type { CommandEnvironment } from "../environment/command-environment.js";
import { SERVICE_BACKEND, type ServiceLocation } from "../environment/service-location.js";
import type { GlobalOptions } from "../world/global-options.js";
import { usageError } from "../world/usage-error.js";

/** The parameters of a URL that say where and hold no secret. */
const SHOWN_PARAMETERS: ReadonlySet<string> = new Set(["host", "port", "schema", "sslmode"]);

const PROTOCOLS: ReadonlySet<string> = new Set(["postgres:", "postgresql:"]);

/** The backend or backends that the command line or the environment names, in the form of the `backend` option. */
export function resolveBackendNames(
  environment: CommandEnvironment,
  options: GlobalOptions,
): string | readonly string[] | undefined {
  const fallback = options.url === undefined ? environment.variables["KEYED_STORE_BACKEND"] : SERVICE_BACKEND;
  const names = (options.backend ?? fallback)?.split(",").map((name) => name.trim());
  return names?.length === 1 ? names[0] : names;
}

/**
 * The server that the command line or the environment names; `undefined` where none is asked for.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` one is asked for and not named, or named and not asked for, or its URL is wrong
 */
export function findServiceLocation(
  environment: CommandEnvironment,
  options: GlobalOptions,
): ServiceLocation | undefined {
  const isAskedFor = [resolveBackendNames(environment, options)].flat().includes(SERVICE_BACKEND);
  if (!isAskedFor) {
    if (options.url === undefined) return undefined;
    throw usageError(`--url is for the backend ${SERVICE_BACKEND}; leave --url out, or --backend.`);
  }
  const url = options.url ?? environment.variables["KEYED_STORE_URL"];
  if (url === undefined || url === "") {
    throw usageError(
      "Say where the server is: --url postgresql://user@host/database, or the environment variable KEYED_STORE_URL, which keeps a password out of the list of processes.",
    );
  }
  return parseServiceUrl(url);
}

/** The directory that the command line or the environment names; `undefined` where the store is on a server alone. */
export function findStoreDirectory(environment: CommandEnvironment, options: GlobalOptions): string | undefined {
  // Given all the same, it is for the opening to refuse.
  if (resolveBackendNames(environment, options) === SERVICE_BACKEND) return options.directory;
  const directory = options.directory ?? environment.variables["KEYED_STORE_DIR"];
  return directory === "" ? undefined : directory;
}

/** {@link findStoreDirectory}, for what works on files alone or cannot go on without. */
export function resolveStoreDirectory(environment: CommandEnvironment, options: GlobalOptions): string {
  const directory = findStoreDirectory(environment, options);
  if (directory !== undefined) return directory;
  throw usageError("Say where the store is: --directory <path>, or the environment variable KEYED_STORE_DIR.");
}

function parseServiceUrl(text: string): ServiceLocation {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !PROTOCOLS.has(url.protocol)) {
    // It is not quoted: there may be a password in it.
    throw usageError("The URL of the server must be as in postgresql://user:password@host:5432/database?schema=name.");
  }
  const schema = url.searchParams.get("schema");
  const shown = new URL(url);
  shown.password = "";
  for (const name of url.searchParams.keys()) if (!SHOWN_PARAMETERS.has(name)) shown.searchParams.delete(name);
  if (schema === null) return { connectionString: text, shown: shown.href };
  url.searchParams.delete("schema");
  return { connectionString: url.href, schema, shown: shown.href };
}
