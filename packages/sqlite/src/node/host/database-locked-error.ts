import { KeyedStoreError } from "@keyed-store/core";
import type { SqliteFailure } from "../../driver/driver.js";
import { inspectDatabaseSessions } from "../sharing/inspection/inspect-database-sessions.js";
import { describeSession } from "../sharing/inspection/store-busy-error.js";
import { NO_PEERS } from "../sharing/pulse/peer-pulse-prober.js";
import type { Session } from "../sharing/session/session.js";

/**
 * The error for a lock that another connection holds. SQLite does not say whose it is, but whoever has the file open has
 * a session; one of those it is (KS-SHARE-1).
 */
export function databaseLockedError(
  failure: SqliteFailure,
  databasePath: string,
  ownSession: Session,
): KeyedStoreError {
  const others = inspectDatabaseSessions(databasePath, { peerPulses: NO_PEERS }).sessions.flatMap(
    ({ doing, liveness, session }) =>
      doing === "holds" && liveness !== "dead" && session !== undefined && session.nonce !== ownSession.nonce
        ? [session]
        : [],
  );
  const [first, ...rest] = others.map(describeSession);
  const holders =
    first === undefined ? "another connection, in this process or of another program" : [first, ...rest].join(" or ");
  return new KeyedStoreError("KEYED_STORE_BUSY", `${databasePath} is being used by ${holders}. Try again later.`, {
    backend: ownSession.backend,
    path: databasePath,
    cause: failure,
  });
}
