import { openNamespace } from "../../store/open-namespace.js";
import { usageError } from "../../world/usage-error.js";
import type { CallInput, InspectorContext } from "./call.js";
import { changeStore } from "./change-store.js";
import { readText } from "./read-input.js";

/** What became of a deletion: where the count was no more the one that was seen, nothing. */
export interface ClearOutcome {
  readonly isDone: boolean;
  /** Entries that were deleted, or that would be. */
  readonly count: number;
}

/** `clear`: all keys that begin with a prefix, if there are still as many as the person saw. */
export async function clearPrefix(context: InspectorContext, input: CallInput): Promise<ClearOutcome> {
  const [owner, namespace] = [readText(input, "owner"), readText(input, "namespace")];
  const prefix = readText(input, "prefix");
  const seen = input["seen"];
  if (typeof seen !== "number") throw usageError("seen must be the count that was shown.");
  return changeStore(context, async (store) => {
    const handle = openNamespace(store, owner, namespace);
    const count = await handle.count({ prefix });
    return count === seen ? { isDone: true, count: await handle.clear({ prefix }) } : { isDone: false, count };
  });
}

/** `sweep`: removes expired entries from the file, in short steps that let others in between. */
export async function sweepExpired(context: InspectorContext): Promise<{ readonly removed: number }> {
  return changeStore(context, async (store) => {
    let removed = 0;
    for (let more = true; more; ) {
      const step = await store.sweepExpired();
      removed += step.removed;
      more = step.more;
    }
    return { removed };
  });
}
