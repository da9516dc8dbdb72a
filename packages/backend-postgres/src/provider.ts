import type { BackendInfo, BackendProvider } from "@keyed-store/core";
import { loadPg } from "./driver/load-pg.js";
import { createPgDriver } from "./driver/pg-driver.js";
import { toConnectionSettings } from "./settings/connection-settings.js";
import { type PostgresProviderOptions, parsePostgresOptions } from "./settings/options.js";
import { openStore } from "./store/open-store.js";

const NAME = "postgres";

/**
 * The backend `postgres`: a store is a schema of a PostgreSQL database, shared by any number of processes on any number of machines. It is a service: it
 * takes no `directory`, and `auto` never picks it.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` an option is unknown or wrong
 */
export function postgresProvider(options: PostgresProviderOptions = {}): BackendProvider {
  const settings = parsePostgresOptions(options);
  const { clientConfig, address } = toConnectionSettings(settings);
  return {
    name: NAME,
    place: "service",
    check() {},
    async load() {
      const driver = createPgDriver(await loadPg(), clientConfig);
      const info: BackendInfo = Object.freeze({
        name: NAME,
        engine: driver.name,
        engineVersion: driver.version,
        capabilities: Object.freeze({
          synchronous: false,
          persistent: true,
          files: false,
          multiProcess: true,
          durability: Object.freeze(["process", "power"] as const),
        }),
      });
      const { schema, prepare } = settings;
      return { info, trial() {}, open: (open) => openStore({ driver, info, address, schema, prepare }, open) };
    },
  };
}
