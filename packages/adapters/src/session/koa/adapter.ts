import type { StoreSource } from "../../shared/store-source.js";
import { openWebSessionRecords } from "../records/open-web-session-records.js";
import type { SessionStoreOptions } from "../records/session-options.js";
import type { KoaSessionStore } from "./host-types.js";

/**
 * A store for koa-session 7. A session lives for the host's `maxAge`, or for `defaultTtlMs` where that is `"session"`. A store that
 * fails is an error of the request, which then has no session, neither its own nor a new one.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a wrong option, or no store
 * @throws `KEYED_STORE_CLOSED` the store is closed
 */
export function createKoaSessionStore(source: StoreSource, options?: SessionStoreOptions): KoaSessionStore {
  const { records } = openWebSessionRecords(source, options, [], "createKoaSessionStore");
  return {
    get: async (id) => (await records.read(id))?.data,
    set: (id, session, maxAge) =>
      records.write(id, session, typeof maxAge === "number" && maxAge > 0 ? { ttlMs: Math.ceil(maxAge) } : {}),
    destroy: records.remove,
    close: records.close,
  };
}
