import { findPulseNameOfSession, type PulseName, parsePulseName } from "../pulse/pulse-name.js";
import type { SessionFileName } from "../session/session-file-name.js";
import { parseRecordName, type SessionRecord } from "./record.js";

/** From so many names on, a socket may refuse because its backlog is full; Linux reports that with an error of its own. */
const CROWDED_FROM = 64;

/** What one name in the directory of records tells about a session: enough to find out whether it lives. */
export interface ObservedSession {
  readonly name: string;
  /** Undefined where the name cannot be parsed, or is that of a pulse. */
  readonly record: SessionRecord | undefined;
  /** The pulse of the session, which may be the name itself. */
  readonly pulse: PulseName | undefined;
  /** Whether so many sessions take part that a socket may refuse because its backlog is full. */
  readonly couldRefusalMeanFullBacklog: boolean;
}

/** Parses one of the names in a directory of records, and finds the pulse that belongs to it. */
export function parseObservedSession(
  fileName: SessionFileName,
  allFileNames: readonly SessionFileName[],
): ObservedSession {
  const record = parseRecordName(fileName);
  const pulse =
    record === undefined ? parsePulseName(fileName) : findPulseNameOfSession(allFileNames, record.session.nonce);
  return { name: fileName, record, pulse, couldRefusalMeanFullBacklog: allFileNames.length >= CROWDED_FROM };
}
