import { areModesConflicting } from "../../../host/sharing-mode.js";
import { parsePulseName } from "../pulse/pulse-name.js";
import { formatPresenceRecordName, isPresenceRecordNameOfSession, parseRecordName } from "../records/record.js";
import type { RecordName, SessionFileName } from "../session/session-file-name.js";
import { isIncompatibleSession } from "./is-incompatible-session.js";
import type { SessionContext, SessionState } from "./session-context.js";

/**
 * Publishes that this session is in, or is about to look whether it may be: by its record, and by the name of its pulse,
 * which stays where a cleaner of old files takes the record away.
 */
export function publishPresenceRecordAndPulse(context: SessionContext, state: SessionState): void {
  state.present = true;
  context.directory.createRecord(formatOwnPresenceRecordName(context));
  context.pulse.setMode(context.mode);
}

/** Removes what {@link publishPresenceRecordAndPulse} has made. */
export function withdrawPresenceRecordAndPulse(context: SessionContext, state: SessionState): void {
  state.entered = false;
  if (!state.present) return;
  context.pulse.setMode("idle");
  context.directory.removeSessionFile(formatOwnPresenceRecordName(context));
  state.present = false;
}

/** The name of the record by which this session is in. */
export function formatOwnPresenceRecordName({ mode, sessionText }: SessionContext): RecordName {
  return formatPresenceRecordName(mode, sessionText);
}

/**
 * Whether a name says that a session is in, or about to look, beside which this one must not be. A record that
 * cannot be parsed conflicts with everyone: a later version may have written it.
 */
export function isPresenceOfConflictingSession(
  context: SessionContext,
  fileName: SessionFileName,
  allFileNames: readonly SessionFileName[],
): boolean {
  const pulse = parsePulseName(fileName);
  if (pulse !== undefined) {
    if (
      pulse.mode === "idle" ||
      pulse.nonce === context.session.nonce ||
      !areModesConflicting(context.mode, pulse.mode)
    )
      return false;
    return !allFileNames.some((each) => isPresenceRecordNameOfSession(each, pulse.nonce));
  }
  const record = parseRecordName(fileName);
  if (record === undefined) return true;
  return (
    record.ticket === undefined && record.sessionText !== context.sessionText && isIncompatibleSession(context, record)
  );
}
