import {
  type ConsumeCommand,
  corruptEntryError,
  type DeleteCommand,
  isDecodable,
  type NamespaceRef,
  type StoredEntry,
} from "@keyed-store/core";
import { trackGrowth } from "../context/growth.js";
import type { KernelContext } from "../context/kernel-context.js";
import { recordRemoved } from "../counters/counters.js";
import { isLiveAsExpected } from "../rows/is-as-expected.js";
import { findLiveEntry } from "./lookup.js";

/** Removes a live entry, damaged or not. */
export function remove(context: KernelContext, command: DeleteCommand): boolean {
  const { ref, key } = command;
  const found = context.statements.findEntry.get(context.namespaceIds.findEntry(ref), key);
  if (!isLiveAsExpected(found, command, context.now)) return false;
  removeRow(context, ref, key);
  return true;
}

/** Reads and removes a live entry; one that cannot be given stays where it is. */
export function consume(context: KernelContext, { ref, key }: ConsumeCommand): StoredEntry | undefined {
  const entry = findLiveEntry(context, context.namespaceIds.findEntry(ref), key);
  if (entry === undefined) return undefined;
  if (!isDecodable(entry.json)) throw corruptEntryError({ owner: ref.owner, namespace: ref.namespace, key });
  removeRow(context, ref, key);
  return entry;
}

function removeRow(context: KernelContext, ref: NamespaceRef, key: string): void {
  const counters = context.counters.ofNamespace(ref);
  context.statements.deleteEntry.run(counters.id, key);
  recordRemoved(counters, 1);
  trackGrowth(context.growth, ref, counters, -1);
}
