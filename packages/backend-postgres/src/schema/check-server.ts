import { KeyedStoreError } from "@keyed-store/core";
import { ServerRefusal } from "../connection/server-refusal.js";
import type { PostgresConnection } from "../driver/driver.js";

/** What there is to know of a server before it is trusted with a store. */
export interface ServerFacts {
  /** Such as `15.18`. */
  readonly version: string;
  /** Whether it brings to the disk what it says, also when the power goes. */
  readonly survivesPowerLoss: boolean;
}

const OLDEST_VERSION = 150_000;

const QUESTION = `SELECT current_setting('server_version_num'), current_setting('server_version'), current_setting('server_encoding'),
  pg_is_in_recovery(), current_setting('default_transaction_isolation'), current_setting('fsync'), current_setting('full_page_writes')`;

/**
 * Looks at a server.
 *
 * @throws `KEYED_STORE_OPEN_FAILED` it is too old, not in UTF8, or its transactions are not READ COMMITTED
 * @throws {@link ServerRefusal} it is a replica
 */
export async function checkServer(connection: PostgresConnection): Promise<ServerFacts> {
  const [facts = []] = await connection.query({ text: QUESTION });
  const [versionNumber, version, encoding, isReplica, isolation, fsync, fullPageWrites] = facts.map(String);
  if (Number(versionNumber) < OLDEST_VERSION) {
    throw openFailedError(`The PostgreSQL server is version ${version}; keyed-store needs 15 or later.`);
  }
  if (encoding !== "UTF8") {
    throw openFailedError(
      `The database has the encoding ${encoding}; keys are compared as UTF-8. Create it with ENCODING 'UTF8' TEMPLATE template0.`,
    );
  }
  if (isolation !== "read committed") {
    throw openFailedError(
      `The transactions of this role or database are ${isolation?.toUpperCase()}, and must be READ COMMITTED, so that what is read after a lock is what its ` +
        "last holder committed: ALTER ROLE … SET default_transaction_isolation = 'read committed'.",
    );
  }
  if (isReplica === "t") throw new ServerRefusal("25006", "the server is a replica");
  return { version: version ?? "unknown", survivesPowerLoss: fsync === "on" && fullPageWrites === "on" };
}

/** The error for a server or a schema that cannot have a store. */
export function openFailedError(message: string): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_OPEN_FAILED", message, { operation: "open" });
}
