import type { EpochMs } from "@keyed-store/core";
import type { SharingMode } from "../../../host/sharing-mode.js";
import { parseSessionText, type Session, type SessionNonce, type SessionText } from "../session/session.js";
import type { RecordName, SessionFileName } from "../session/session-file-name.js";

/*
 * A record is an empty file, and all that it says is its name. A name appears and vanishes in one step, is never half
 * written, survives a power cut (which leaves new files empty), and one listing of the directory reads all of them.
 */

/** A place in the queue: who has waited longer goes first, or of two who came at once the one with the lower text. */
export interface QueueTicket {
  /** Since when it waits, in milliseconds since the epoch. */
  readonly since: EpochMs;
  /** When it last said so. */
  readonly renewedAt: EpochMs;
}

/** What a session has published: that it is in (or about to look whether it may be), or with a ticket that it waits. */
export interface SessionRecord {
  readonly name: string;
  readonly mode: SharingMode;
  readonly session: Session;
  /** The session as it is spelled in file names. */
  readonly sessionText: SessionText;
  readonly ticket?: QueueTicket;
}

/** The name of the record by which a session is in. */
export function formatPresenceRecordName(mode: SharingMode, sessionText: SessionText): RecordName {
  return `${mode}.${sessionText}`;
}

/** The name of the record by which a session waits. */
export function formatWaitingRecordName(mode: SharingMode, ticket: QueueTicket, sessionText: SessionText): RecordName {
  return `wanted-${mode}.${ticket.since.toString(36)}.${ticket.renewedAt.toString(36)}.${sessionText}`;
}

/** Whether a name is that of a record of the session with that nonce. */
export function isRecordNameOfSession(fileName: SessionFileName, sessionNonce: SessionNonce): boolean {
  return fileName.endsWith(`.${sessionNonce}`) && isRecordName(fileName);
}

/** Whether a name is that of a record by which a session is in. */
export function isPresenceRecordName(fileName: SessionFileName): boolean {
  return fileName.startsWith("shared.") || fileName.startsWith("exclusive.");
}

/** Whether a name is that of the record by which the session with that nonce is in. */
export function isPresenceRecordNameOfSession(fileName: SessionFileName, sessionNonce: SessionNonce): boolean {
  return fileName.endsWith(`.${sessionNonce}`) && isPresenceRecordName(fileName);
}

/** Whether a file of this name is a record, though perhaps one that cannot be read. All other files are ignored. */
export function isRecordName(fileName: SessionFileName): boolean {
  return /^(?:shared|exclusive|wanted)[.-]/.test(fileName);
}

const RECORD =
  /^(?:(?<presence>shared|exclusive)|wanted-(?<wanted>shared|exclusive)\.(?<since>[0-9a-z]{1,9})\.(?<renewedAt>[0-9a-z]{1,9}))\.(?<sessionText>.{1,200})$/;

/** Reads a record's name; undefined for what this version would not have written. */
export function parseRecordName(fileName: SessionFileName): SessionRecord | undefined {
  const { presence, wanted, since = "", renewedAt = "", sessionText = "" } = RECORD.exec(fileName)?.groups ?? {};
  const session = parseSessionText(sessionText);
  const mode = presence ?? wanted;
  if (session === undefined || (mode !== "shared" && mode !== "exclusive")) return undefined;
  if (wanted === undefined) return { name: fileName, mode, session, sessionText };
  return {
    name: fileName,
    mode,
    session,
    sessionText,
    ticket: { since: Number.parseInt(since, 36), renewedAt: Number.parseInt(renewedAt, 36) },
  };
}
