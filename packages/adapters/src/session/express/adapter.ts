import { answerCallback } from "../../shared/answer-callback.js";
import type { StoreSource } from "../../shared/store-source.js";
import { openWebSessionRecords } from "../records/open-web-session-records.js";
import type { SessionData, SessionRecord } from "../records/session-records.js";
import { toSessionExpiry } from "../records/to-session-expiry.js";
import { findExpressSessionStoreClass } from "./find-express-session-store-class.js";
import type { ExpressSession, ExpressSessionCallback } from "./host-types.js";
import type { ExpressSessionStoreOptions } from "./options.js";

const OPERATION = "createExpressSessionStore";

/**
 * A store for express-session. A session lives until its cookie ends, or for `defaultTtlMs` where that ends with the browser.
 * `touch` changes the expiry and nothing else, and brings no destroyed session back.
 *
 * A store that fails is an error of the request, which then has no session, neither its own nor a new one. Where the host waits
 * for no answer (`req.session.destroy()` without a callback), the error is the store's `error` event, or a warning of the
 * process where nobody listens.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a wrong option, no store, or a host of another kind
 * @throws `KEYED_STORE_CLOSED` the store is closed
 */
export function createExpressSessionStore<S extends object>(
  source: StoreSource,
  options: ExpressSessionStoreOptions<S>,
): Required<S> & { close(): Promise<void> } {
  const { records, adapterOptions } = openWebSessionRecords(source, options, ["host"], OPERATION);

  class ExpressKeyedStore extends findExpressSessionStoreClass(adapterOptions["host"], OPERATION) {
    get(id: string, callback: ExpressSessionCallback<SessionData | undefined>): void {
      const read = async (): Promise<SessionData | undefined> => {
        const record = await records.read(id);
        return record && toSession(record);
      };
      this.#answer(read(), callback);
    }

    set(id: string, session: ExpressSession, callback?: ExpressSessionCallback): void {
      this.#answer(records.write(id, session, toSessionExpiry(session.cookie?.expires)), callback);
    }

    destroy(id: string, callback?: ExpressSessionCallback): void {
      this.#answer(records.remove(id), callback);
    }

    touch(id: string, session: ExpressSession, callback?: ExpressSessionCallback): void {
      this.#answer(records.touch(id, toSessionExpiry(session.cookie?.expires)), callback);
    }

    all(callback: ExpressSessionCallback<Record<string, SessionData>>): void {
      const readAll = async (): Promise<Record<string, SessionData>> => {
        // Without a prototype, so that any id is one; as the host's own store gives it.
        const sessions = Object.create(null) as Record<string, SessionData>;
        for await (const record of records.all()) sessions[record.id] = toSession(record);
        return sessions;
      };
      this.#answer(readAll(), callback);
    }

    length(callback: ExpressSessionCallback<number>): void {
      this.#answer(records.count(), callback);
    }

    clear(callback?: ExpressSessionCallback): void {
      this.#answer(records.clear(), callback);
    }

    close(): Promise<void> {
      return records.close();
    }

    #answer<R>(promise: Promise<R>, callback: ExpressSessionCallback<R> = (error) => error && this.#tell(error)): void {
      answerCallback(promise, callback);
    }

    #tell(error: Error): void {
      if (this.listenerCount("error") > 0) this.emit("error", error);
      else process.emitWarning(error);
    }
  }

  const store: unknown = new ExpressKeyedStore();
  return store as Required<S> & { close(): Promise<void> }; // it extends the class of which S is an instance, and has all that is optional there
}

/** The session as it was stored, but with the expiry that it has: `touch` writes no data. */
function toSession({ data, expiresAt }: SessionRecord): SessionData {
  const { cookie } = data;
  const hasExpiry = typeof cookie === "object" && cookie !== null && "expires" in cookie && cookie["expires"] !== null;
  if (!hasExpiry || expiresAt === undefined) return data;
  return { ...data, cookie: { ...cookie, expires: new Date(expiresAt).toISOString() } };
}
