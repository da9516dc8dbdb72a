import {
  type ConsumeCommand,
  corruptEntryError,
  type DeleteCommand,
  isParsableJsonText,
  type NamespaceRef,
  type StoredEntry,
} from "@keyed-store/core";
import { addToTransactionGrowth } from "../context/growth.js";
import type { KernelContext } from "../context/kernel-context.js";
import { decreaseNamespaceAndOwnerCounts } from "../counters/counters.js";
import { isLiveRowAsExpected } from "../rows/is-as-expected.js";
import { readLiveEntry } from "./lookup.js";

/** Removes a live entry, damaged or not. */
export function deleteEntryIfAsExpected(context: KernelContext, command: DeleteCommand): boolean {
  const { ref, key } = command;
  const found = context.statements.findEntry.get(context.namespaceIds.findId(ref), key);
  if (!isLiveRowAsExpected(found, command, context.now)) return false;
  deleteLiveRow(context, ref, key);
  return true;
}

/** Reads and removes a live entry; one that cannot be given stays where it is. */
export function consumeEntry(context: KernelContext, { ref, key }: ConsumeCommand): StoredEntry | undefined {
  const entry = readLiveEntry(context, context.namespaceIds.findId(ref), key);
  if (entry === undefined) return undefined;
  if (!isParsableJsonText(entry.json)) throw corruptEntryError({ owner: ref.owner, namespace: ref.namespace, key });
  deleteLiveRow(context, ref, key);
  return entry;
}

function deleteLiveRow(context: KernelContext, ref: NamespaceRef, key: string): void {
  const counters = context.counters.getForNamespace(ref);
  context.statements.deleteEntry.run(counters.id, key);
  context.rows.store(counters.id, key, null);
  decreaseNamespaceAndOwnerCounts(counters, 1);
  addToTransactionGrowth(context.growth, ref, counters, -1);
}
