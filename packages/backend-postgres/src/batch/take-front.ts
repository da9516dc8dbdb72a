import type { Transaction } from "@keyed-store/core";
import { hasTooLongKey } from "./key-length.js";
import { countOperations } from "./server-operations.js";

/** What one call may do. */
export interface CallLimits {
  readonly maxOperations: number;
  /** Whether it is to be about one owner alone. */
  readonly oneOwner: boolean;
}

/** The most transactions of several steps in one call. Each is a subtransaction, and a server keeps 64 of them at hand. */
const MAX_ATOMIC = 60;

/** The front of a batch that one call does: within its limits, a sweep alone, and nothing that the database cannot take. */
export function takeFront(
  batch: readonly Transaction[],
  { maxOperations, oneOwner }: CallLimits,
): readonly Transaction[] {
  let operations = 0;
  let atomic = 0;
  let owner: string | undefined;
  for (const [position, transaction] of batch.entries()) {
    operations += countOperations(transaction);
    if (transaction.length > 1) atomic += 1;
    const next = getOwner(transaction);
    const isAlone = transaction[0].kind === "sweep" || hasTooLongKey(transaction);
    const isTooMuch = operations > maxOperations || atomic > MAX_ATOMIC;
    const isOther = oneOwner && owner !== undefined && next !== owner;
    if (position > 0 && (isAlone || isTooMuch || isOther)) return batch.slice(0, position);
    if (isAlone) return batch.slice(0, 1);
    owner ??= next;
  }
  return batch;
}

/** The one owner that a transaction is about; none where it is about all. */
function getOwner([first]: Transaction): string | undefined {
  if ("ref" in first) return first.ref.owner;
  return "owner" in first ? first.owner : undefined;
}
