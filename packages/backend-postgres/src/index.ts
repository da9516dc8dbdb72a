export { postgresProvider } from "./provider.js";
export type { PostgresClientOptions, PostgresProviderOptions } from "./settings/options.js";
