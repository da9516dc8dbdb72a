import { randomUUID } from "node:crypto";
import { providerAt } from "./provider-at.mjs";

/** @typedef {import("@keyed-store/conformance").BackendUnderTest} BackendUnderTest */

/**
 * The backend as the suite sees it, with places on a server: a PostgreSQL schema each.
 *
 * @param {import("./start-server.mjs").TestServer} server
 * @param {import("@keyed-store/backend-postgres").PostgresProviderOptions} [options] how it is reached, where that is not as usual
 * @returns {BackendUnderTest}
 */
export function toBackendUnderTest(server, options = { client: server.client }) {
  /** @param {string} place */
  const schemaOf = (place) => /** @type {{ schema: string }} */ (JSON.parse(place)).schema;
  return {
    name: "postgres",
    watches: true,
    provider: (place) => providerAt(place ?? JSON.stringify(options)),
    providerModule: { specifier: new URL("provider-at.mjs", import.meta.url).href, export: "providerAt" },
    capabilities: {
      synchronous: false,
      persistent: true,
      files: false,
      multiProcess: true,
      durability: ["process", "power"],
    },
    service: {
      createPlace: async () => JSON.stringify({ ...options, schema: `s_${randomUUID().replaceAll("-", "_")}` }),
      async removePlace(place) {
        await server.run(`DROP SCHEMA IF EXISTS ${schemaOf(place)} CASCADE`);
      },
      async damageValue(place, key, text) {
        const quote = (/** @type {string} */ value) => `'${value.replaceAll("'", "''")}'`;
        await server.run(`UPDATE ${schemaOf(place)}.entry SET json = ${quote(text)} WHERE key = ${quote(key)}`);
      },
    },
  };
}
