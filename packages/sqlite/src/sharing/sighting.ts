import { type PulseName, parsePulse, pulseAmong } from "./pulse/pulse-name.js";
import { isRecordOf, parseRecord, type SessionRecord } from "./record.js";

/** A name among the records, and what belongs to it for judging its session. */
export interface Sighting {
  readonly name: string;
  /** Undefined where it cannot be read, or is a pulse. */
  readonly record: SessionRecord | undefined;
  /** The pulse of its session, or that it is itself. */
  readonly pulse: PulseName | undefined;
  /** Whether its session has no other record, for which the pulse would be needed. */
  readonly isLast: boolean;
  /** How many names there are. */
  readonly crowd: number;
}

/** Reads one of the names of a directory of records. */
export function sightingOf(name: string, names: readonly string[]): Sighting {
  const record = parseRecord(name);
  const pulse = record === undefined ? parsePulse(name) : pulseAmong(names, record.session.nonce);
  const nonce = record?.session.nonce ?? pulse?.nonce;
  const isLast = nonce === undefined || !names.some((each) => each !== name && isRecordOf(each, nonce));
  return { name, record, pulse, isLast, crowd: names.length };
}

/**
 * What is to be removed of a session that is dead, in this order: without its pulse, a record might never be judged again.
 */
export function remainsOf({ name, pulse, isLast }: Sighting): readonly string[] {
  return pulse === undefined || !isLast || pulse.name === name ? [name] : [name, pulse.name];
}
