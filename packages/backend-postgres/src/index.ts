export type { PostgresClientOptions, PostgresProviderOptions } from "./options.js";
export { postgresProvider } from "./provider.js";
