import {
  type ConsumeCommand,
  type DeleteCommand,
  KeyedStoreError,
  type Space,
  type StoredEntry,
} from "@keyed-store/core";
import { noteStep } from "./additions.js";
import { noteRemoved } from "./ledger.js";
import { isAhead } from "./liveness.js";
import { liveEntry } from "./lookup.js";
import type { Work } from "./work.js";

/** Removes a live entry, damaged or not. */
export function remove(work: Work, { space, key, expected }: DeleteCommand): boolean {
  const found = work.sql.findEntry.get(work.ids.of(space), key);
  if (found === undefined || !isAhead(found[1], work.now)) return false;
  if (expected !== undefined && found[0] !== expected) return false;
  removeRow(work, space, key, Number(found[0]));
  return true;
}

/** Reads and removes a live entry; one that cannot be given stays where it is. */
export function consume(work: Work, { space, key }: ConsumeCommand): StoredEntry | undefined {
  const entry = liveEntry(work, work.ids.of(space), key);
  if (entry === undefined) return undefined;
  demandJson(entry, space);
  removeRow(work, space, key, entry.version);
  return entry;
}

function removeRow(work: Work, space: Space, key: string, version: number): void {
  const ledger = work.ledgers.of(space);
  work.sql.deleteEntry.run(ledger.id, key);
  noteRemoved(ledger, 1, version);
  noteStep(work.additions, space, ledger, -1);
}

function demandJson({ key, json }: StoredEntry, { owner, namespace }: Space): void {
  try {
    JSON.parse(json);
  } catch {
    // The parser's own error quotes the text, so it is not kept as a cause (KS-ERR-3).
    throw new KeyedStoreError(
      "KEYED_STORE_CORRUPT",
      `The stored entry of the key ${JSON.stringify(key)} is damaged and stays as it is; delete or overwrite it.`,
      { owner, namespace },
    );
  }
}
