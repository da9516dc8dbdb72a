import { answerCallback } from "../../shared/answer-callback.js";
import type { StoreSource } from "../../shared/store-source.js";
import { openWebSessionRecords } from "../records/open-web-session-records.js";
import type { SessionStoreOptions } from "../records/session-options.js";
import { toSessionExpiry } from "../records/to-session-expiry.js";
import type { FastifySession, FastifySessionStore } from "./host-types.js";

/**
 * A store for @fastify/session. A session lives until its cookie ends, or for `defaultTtlMs` where that ends with the browser. A
 * store that fails is an error of the request, which then has no session, neither its own nor a new one.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a wrong option, or no store
 * @throws `KEYED_STORE_CLOSED` the store is closed
 */
export function createFastifySessionStore<T extends FastifySession = FastifySession>(
  source: StoreSource,
  options?: SessionStoreOptions,
): FastifySessionStore<T> {
  const { records } = openWebSessionRecords(source, options, [], "createFastifySessionStore");
  return {
    get(id, callback) {
      const read = async (): Promise<T | null> => {
        const data: unknown = (await records.read(id))?.data ?? null;
        return data as T | null; // what the host stored as JSON; it makes a session of it
      };
      answerCallback(read(), callback);
    },
    set(id, session, callback) {
      answerCallback(records.write(id, session, toSessionExpiry(session.cookie?.expires)), callback);
    },
    destroy(id, callback) {
      answerCallback(records.remove(id), callback);
    },
    close: records.close,
  };
}
