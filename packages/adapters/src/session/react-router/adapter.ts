import { randomBytes } from "node:crypto";
import type { StoreSource } from "../../shared/store-source.js";
import { openWebSessionRecords } from "../records/open-web-session-records.js";
import type { SessionStoreOptions } from "../records/session-options.js";
import { toSessionExpiry } from "../records/to-session-expiry.js";
import type { ReactRouterSessionStrategy } from "./host-types.js";

/** 256 random bits. */
const ID_BYTES = 32;
const ID = /^[\w-]{43}$/;

/**
 * The strategy for `createSessionStorage` of React Router 7 and Remix. A session lives until its cookie ends, or for
 * `defaultTtlMs` where the cookie has no expiry. A store that fails rejects `getSession` and `commitSession`.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a wrong option, or no store
 * @throws `KEYED_STORE_CLOSED` the store is closed
 */
export function createReactRouterSessionStrategy<T>(
  source: StoreSource,
  options?: SessionStoreOptions,
): ReactRouterSessionStrategy<T> {
  const { records } = openWebSessionRecords(source, options, [], "createReactRouterSessionStrategy");
  return {
    async createData(data, expires) {
      const id = randomBytes(ID_BYTES).toString("base64url");
      await records.write(id, data, toSessionExpiry(expires));
      return id;
    },
    async readData(id) {
      // A cookie that is not signed, or another storage wrote, may hold anything.
      if (typeof id !== "string" || !ID.test(id)) return null;
      const record = await records.read(id);
      const data: unknown = record?.data ?? null;
      return data as T | null; // what the application stored, as JSON
    },
    updateData: (id, data, expires) => records.write(id, data, toSessionExpiry(expires)),
    async deleteData(id) {
      if (ID.test(id)) await records.remove(id);
    },
    close: records.close,
  };
}
