import { join } from "node:path";
import { type ErrorDetails, KeyedStoreError } from "@keyed-store/core";
import { UNKNOWN } from "../processes/unknown.js";
import type { Holder } from "../protocol/blocking-session.js";
import { sessionDirectoryOf } from "../records/open-session-directory.js";
import type { Session } from "../session/session.js";

/** The error for an attempt to enter that was refused: it names who is in the way and what can be done (KS-SHARE-1, KS-SHARE-3). */
export function busyError(holder: Holder, databasePath: string, details: ErrorDetails = {}): KeyedStoreError {
  const message =
    holder.doing === "unseen"
      ? unseen(databasePath)
      : `the store is ${standing(holder)} ${who(holder, databasePath)}. ${wayOut(holder, databasePath)}`;
  return new KeyedStoreError("KEYED_STORE_BUSY", message, { path: databasePath, ...details });
}

function unseen(databasePath: string): string {
  return (
    `the write-ahead log of ${databasePath} is there, and no session record says whose it is. Whoever has the store open ` +
    "makes its record anew within a second; if nobody does, the store opens then. Try again."
  );
}

function standing(holder: Holder): string {
  return holder.doing === "holds" ? "in use by" : "about to be used by";
}

function who({ session, record }: Holder, databasePath: string): string {
  if (session === undefined)
    return `whoever wrote ${join(sessionDirectoryOf(databasePath), record)}, which cannot be read here`;
  return `${describeSession(session)}, which opened it at ${new Date(session.since).toISOString()}`;
}

/** A session in a few words: `process 4711 on box (backend native)`. */
export function describeSession({ backend, pid, thread, host }: Session): string {
  return `${thread === undefined ? "" : `worker thread ${thread.id} of `}process ${pid}${host === UNKNOWN ? "" : ` on ${host}`} (backend ${backend})`;
}

function wayOut(holder: Holder, databasePath: string): string {
  if (holder.liveness === "alive") return "It is running and did not give way in time: try again later, or end it.";
  return (
    "Whether it still runs cannot be known from here: it is on another host or in another pid namespace, or its record is not of this version. " +
    `Make sure that it does not, then run: keyed-store unlock "${databasePath}"`
  );
}
