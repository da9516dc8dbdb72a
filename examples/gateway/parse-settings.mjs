import { parseArgs } from "node:util";

/**
 * How a gateway is to run.
 *
 * @typedef {object} Settings
 * @property {string} directory where the state lives
 * @property {string | undefined} backend `auto` or a name; without it the store looks at `KEYED_STORE_BACKEND`
 * @property {string | undefined} url a PostgreSQL server that the state lives on, instead of a directory
 * @property {number} port 0 for a free one
 * @property {string} host the address to listen at
 * @property {string} instance a name for this process
 * @property {string | undefined} agentUrl where events and decisions are handed on to; without it they end here
 * @property {number} leaseMs how long an event is claimed
 * @property {string | undefined} pluginDirectory more plugins, from outside
 */

/**
 * The settings on the command line, or else in the environment.
 *
 * @param {readonly string[]} argv
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Settings}
 */
export function parseSettings(argv, environment) {
  const string = /** @type {const} */ ({ type: "string" });
  const { values } = parseArgs({
    args: [...argv],
    options: {
      directory: string,
      backend: string,
      url: string,
      port: string,
      host: string,
      instance: string,
      "agent-url": string,
      "lease-ms": string,
      plugins: string,
    },
  });
  const backend = values.backend ?? environment["KEYED_STORE_BACKEND"];
  return {
    directory: values.directory ?? environment["KEYED_STORE_DIR"] ?? "./gateway-state",
    backend: values.backend,
    url:
      values.url ??
      (backend === "postgres" ? requireVariable(environment["KEYED_STORE_URL"], "KEYED_STORE_URL") : undefined),
    port: parseWholeNumber(values.port ?? "8787", "--port"),
    host: values.host ?? "127.0.0.1",
    instance: values.instance ?? `gateway-${process.pid}`,
    agentUrl: values["agent-url"],
    leaseMs: parseWholeNumber(values["lease-ms"] ?? "60000", "--lease-ms"),
    pluginDirectory: values.plugins,
  };
}

/**
 * @param {string | undefined} text
 * @param {string} variable
 */
function requireVariable(text, variable) {
  if (text !== undefined && text !== "") return text;
  throw new Error(`the backend postgres needs --url, or the environment variable ${variable}`);
}

/**
 * @param {string} text
 * @param {string} option
 */
function parseWholeNumber(text, option) {
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`${option} must be a whole number, was ${text}`);
}
