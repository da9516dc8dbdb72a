import type { Transaction } from "@keyed-store/core";
import { countOperations } from "./operations.js";

/** The most operations in one call, so that its locks are short. */
const MAX_OPERATIONS = 256;

/** The most transactions of several steps in one call. Each is a subtransaction, and a server keeps 64 of them at hand. */
const MAX_ATOMIC = 60;

/** The front of a batch that one call does: not too much of it, a sweep alone, and where `oneOwner` says so nothing of a second owner. */
export function takeFront(batch: readonly Transaction[], oneOwner: boolean): readonly Transaction[] {
  let operations = 0;
  let atomic = 0;
  let owner: string | undefined;
  for (const [position, transaction] of batch.entries()) {
    operations += countOperations(transaction);
    if (transaction.length > 1) atomic += 1;
    const [first] = transaction;
    const next = getOwner(transaction);
    const isTooMuch = operations > MAX_OPERATIONS || atomic > MAX_ATOMIC;
    const isOther = oneOwner && owner !== undefined && next !== owner;
    if (position > 0 && (isTooMuch || isOther || first.kind === "sweep")) return batch.slice(0, position);
    if (first.kind === "sweep") return batch.slice(0, 1);
    owner ??= next;
  }
  return batch;
}

/** The one owner that a transaction is about; none where it is about all. */
function getOwner([first]: Transaction): string | undefined {
  if ("ref" in first) return first.ref.owner;
  return "owner" in first ? first.owner : undefined;
}
