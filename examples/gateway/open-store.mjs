import { openStateStore } from "keyed-store";

/**
 * Opens the store: in a directory, or on a PostgreSQL server, where instances on any number of machines share it.
 *
 * @param {Pick<import("./parse-settings.mjs").Settings, "directory" | "backend" | "url">} place
 * @param {(event: import("keyed-store").StoreEvent) => void} onEvent
 */
export async function openStore({ directory, backend, url }, onEvent) {
  if (url === undefined) return openStateStore({ directory, backend, onEvent });
  const { postgresProvider } = await import("@keyed-store/backend-postgres");
  const providers = [postgresProvider({ connectionString: url })];
  return openStateStore({ backend: "postgres", providers, onEvent });
}
