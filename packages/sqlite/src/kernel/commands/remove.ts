import {
  type ConsumeCommand,
  corruptEntry,
  type DeleteCommand,
  isSound,
  type Space,
  type StoredEntry,
} from "@keyed-store/core";
import { noteStep } from "../context/growth.js";
import type { Work } from "../context/kernel-context.js";
import { noteRemoved } from "../counters/counters.js";
import { isAhead } from "../rows/is-unexpired.js";
import { liveEntry } from "./lookup.js";

/** Removes a live entry, damaged or not. */
export function remove(work: Work, { space, key, expected }: DeleteCommand): boolean {
  const found = work.sql.findEntry.get(work.ids.of(space), key);
  if (found === undefined || !isAhead(found[1], work.now)) return false;
  if (expected !== undefined && found[0] !== expected) return false;
  removeRow(work, space, key);
  return true;
}

/** Reads and removes a live entry; one that cannot be given stays where it is. */
export function consume(work: Work, { space, key }: ConsumeCommand): StoredEntry | undefined {
  const entry = liveEntry(work, work.ids.of(space), key);
  if (entry === undefined) return undefined;
  if (!isSound(entry.json)) throw corruptEntry({ owner: space.owner, namespace: space.namespace, key });
  removeRow(work, space, key);
  return entry;
}

function removeRow(work: Work, space: Space, key: string): void {
  const ledger = work.ledgers.of(space);
  work.sql.deleteEntry.run(ledger.id, key);
  noteRemoved(ledger, 1);
  noteStep(work.additions, space, ledger, -1);
}
