import { postgresProvider } from "@keyed-store/backend-postgres";

/**
 * A provider of stores at a place, as `createService` names it.
 *
 * @param {string} place
 */
export function providerAt(place) {
  return postgresProvider(JSON.parse(place));
}
