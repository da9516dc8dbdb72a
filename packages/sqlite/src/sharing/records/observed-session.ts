import { type PulseName, parsePulse, pulseAmong } from "../pulse/pulse-name.js";
import { parseRecord, type SessionRecord } from "./record.js";

/** From so many names on, a refusal may come of a queue of callers that is full, but on Linux, which says so in another way. */
const CROWD = 64;

/** A name among the records, and what belongs to it for judging its session. */
export interface Sighting {
  readonly name: string;
  /** Undefined where it cannot be read, or is a pulse. */
  readonly record: SessionRecord | undefined;
  /** The pulse of its session, or that it is itself. */
  readonly pulse: PulseName | undefined;
  /** Whether so many take part that they may stand in each other's way. */
  readonly isCrowded: boolean;
}

/** Reads one of the names of a directory of records. */
export function sightingOf(name: string, names: readonly string[]): Sighting {
  const record = parseRecord(name);
  const pulse = record === undefined ? parsePulse(name) : pulseAmong(names, record.session.nonce);
  return { name, record, pulse, isCrowded: names.length >= CROWD };
}
