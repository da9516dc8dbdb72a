import { openNamespaceStore } from "../../store/open-namespace-store.js";
import { sweepAllExpired } from "../../store/sweep-all-expired.js";
import { usageError } from "../../world/usage-error.js";
import type { SweepOutcome } from "../page/protocol.js";
import type { ApiRequestBody, InspectorContext } from "./api-operation.js";
import { changeStoreOrThrowForbidden } from "./change-store-or-throw-forbidden.js";
import { readNamespaceFields, readTextField } from "./read-body-fields.js";

/** What became of a deletion: where the count was no more the one that was seen, nothing. */
export interface ClearOutcome {
  readonly isDone: boolean;
  /** Entries that were deleted, or that would be. */
  readonly count: number;
}

/** `clear`: all keys that begin with a prefix, if there are still as many as the person saw. */
export async function clearPrefixIfCountUnchanged(
  context: InspectorContext,
  body: ApiRequestBody,
): Promise<ClearOutcome> {
  const { owner, namespace } = readNamespaceFields(body);
  const prefix = readTextField(body, "prefix");
  const seen = body["seen"];
  if (typeof seen !== "number") throw usageError("seen must be the count that was shown.");
  return changeStoreOrThrowForbidden(context, async (store) => {
    const handle = openNamespaceStore(store, owner, namespace);
    const count = await handle.count({ prefix });
    return count === seen ? { isDone: true, count: await handle.clear({ prefix }) } : { isDone: false, count };
  });
}

/** `sweep`: removes expired entries from the file, in short steps that let others in between. */
export async function sweepAllExpiredEntries(context: InspectorContext): Promise<SweepOutcome> {
  return changeStoreOrThrowForbidden(context, async (store) => ({ removed: (await sweepAllExpired(store)).removed }));
}
