import { mustNotMeet } from "./must-not-meet.js";
import type { Party, Standing } from "./party.js";
import { parseRecord, presenceName } from "./record.js";

/** Publishes that this session is in, or is about to look whether it may be. */
export function publish(party: Party, standing: Standing): void {
  standing.present = true;
  party.files.create(presenceName(party.mode, party.sessionText));
}

/** Takes the publication back. */
export function withdraw(party: Party, standing: Standing): void {
  standing.entered = false;
  if (!standing.present) return;
  party.files.remove(presenceName(party.mode, party.sessionText));
  standing.present = false;
}

/**
 * Whether by this record someone is in, or about to look, beside whom this session must not be. One that cannot be read
 * stands against everyone: a later version may have written it.
 */
export function standsAgainst(party: Party, name: string): boolean {
  const record = parseRecord(name);
  if (record === undefined) return true;
  return record.ticket === undefined && record.sessionText !== party.sessionText && mustNotMeet(party, record);
}
