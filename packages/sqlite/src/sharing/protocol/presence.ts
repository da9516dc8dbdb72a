import { parsePulse } from "../pulse/pulse-name.js";
import { isPresenceOf, parseRecord, presenceName } from "../records/record.js";
import { conflicts } from "../session/mode.js";
import { mustNotMeet } from "./is-incompatible.js";
import type { Party, Standing } from "./session-context.js";

/**
 * Publishes that this session is in, or is about to look whether it may be: by its record, and by the name of its pulse,
 * which stays where a cleaner of old files takes the record away.
 */
export function publish(party: Party, standing: Standing): void {
  standing.present = true;
  party.files.create(ownPresence(party));
  party.pulse.mark(party.mode);
}

/** Takes the publication back. */
export function withdraw(party: Party, standing: Standing): void {
  standing.entered = false;
  if (!standing.present) return;
  party.pulse.mark("idle");
  party.files.remove(ownPresence(party));
  standing.present = false;
}

/** The name of the record by which this session is in. */
export function ownPresence({ mode, sessionText }: Party): string {
  return presenceName(mode, sessionText);
}

/**
 * Whether by this name, among all, someone is in, or about to look, beside whom this session must not be. A record that
 * cannot be read stands against everyone: a later version may have written it.
 */
export function standsAgainst(party: Party, name: string, names: readonly string[]): boolean {
  const pulse = parsePulse(name);
  if (pulse !== undefined) {
    if (pulse.mode === "idle" || pulse.nonce === party.session.nonce || !conflicts(party.mode, pulse.mode))
      return false;
    return !names.some((each) => isPresenceOf(each, pulse.nonce));
  }
  const record = parseRecord(name);
  if (record === undefined) return true;
  return record.ticket === undefined && record.sessionText !== party.sessionText && mustNotMeet(party, record);
}
