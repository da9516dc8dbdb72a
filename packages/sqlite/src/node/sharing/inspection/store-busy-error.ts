import { join } from "node:path";
import { type ErrorDetails, KeyedStoreError } from "@keyed-store/core";
import { UNKNOWN } from "../processes/unknown.js";
import type { BlockingSession } from "../protocol/blocking-session.js";
import { getSessionDirectoryPath } from "../records/open-session-directory.js";
import type { Session } from "../session/session.js";

/** The error for an attempt to enter that was refused: it names who is in the way and what can be done (KS-SHARE-1, KS-SHARE-3). */
export function storeBusyError(
  blocker: BlockingSession,
  databasePath: string,
  details: ErrorDetails = {},
): KeyedStoreError {
  const message =
    blocker.doing === "unseen"
      ? formatUnclaimedWalMessage(databasePath)
      : `the store is ${describeBlockerActivity(blocker)} ${describeBlockerIdentity(blocker, databasePath)}. ${describeRemedyForBlocker(blocker, databasePath)}`;
  return new KeyedStoreError("KEYED_STORE_BUSY", message, { path: databasePath, ...details });
}

function formatUnclaimedWalMessage(databasePath: string): string {
  return (
    `the write-ahead log of ${databasePath} is there, and no session record says whose it is. Whoever has the store open ` +
    "makes its record anew within a second; if nobody does, the store opens then. Try again."
  );
}

function describeBlockerActivity(blocker: BlockingSession): string {
  return blocker.doing === "holds" ? "in use by" : "about to be used by";
}

function describeBlockerIdentity({ session, record }: BlockingSession, databasePath: string): string {
  if (session === undefined)
    return `whoever wrote ${join(getSessionDirectoryPath(databasePath), record)}, which cannot be read here`;
  return `${describeSession(session)}, which opened it at ${new Date(session.since).toISOString()}`;
}

/** A session in a few words: `process 4711 on box (backend native)`. */
export function describeSession({ backend, pid, thread, host }: Session): string {
  return `${thread === undefined ? "" : `worker thread ${thread.id} of `}process ${pid}${host === UNKNOWN ? "" : ` on ${host}`} (backend ${backend})`;
}

function describeRemedyForBlocker(blocker: BlockingSession, databasePath: string): string {
  if (blocker.liveness === "alive") return "It is running and did not give way in time: try again later, or end it.";
  return (
    "Whether it still runs cannot be known from here: it is on another host or in another pid namespace, or its record is not of this version. " +
    `Make sure that it does not, then run: keyed-store unlock "${databasePath}"`
  );
}
