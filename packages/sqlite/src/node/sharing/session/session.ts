import { randomBytes } from "node:crypto";
import type { EpochMs } from "@keyed-store/core";
import { getOwnProcessIdentity, type ProcessIdentity } from "../processes/process-identity.js";
import { UNKNOWN } from "../processes/unknown.js";

/** Twelve random hexadecimal digits that tell one session from every other. */
export type SessionNonce = string;

/** A session as it is spelled in the names of files. */
export type SessionText = string;

/** One opening of a store by a process. No two sessions, anywhere and at any time, are equal. */
export interface Session extends ProcessIdentity {
  /** The name of the backend at work. */
  readonly backend: string;
  /** When it was opened, in milliseconds since the epoch; for people, never compared. */
  readonly since: EpochMs;
  /** Tells the sessions of one process apart, and processes where their start is unknown. */
  readonly nonce: SessionNonce;
}

/** A new session of this process. */
export function createSession(backendName: string, openedAt: EpochMs): Session {
  const name = backendName
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, "-")
    .slice(0, 16);
  return {
    ...getOwnProcessIdentity(),
    backend: name,
    since: Math.max(0, Math.trunc(openedAt)),
    nonce: randomBytes(6).toString("hex"),
  };
}

/** The session as part of a file name: `native.4711.8839201.-.4026531836.0f3c9a7b12de4455.a1b2c3d4e5f6.box.mdk3x9q1.9f86d081884c`. */
export function formatSessionText(session: Session): SessionText {
  const { backend, pid, started, thread, pidNamespace, boot, machine, host, since, nonce } = session;
  const part = thread === undefined ? UNKNOWN : `${thread.id}-${thread.started}`;
  return [backend, pid, started, part, pidNamespace, boot, machine, host, since.toString(36), nonce].join(".");
}

/** No system counts further, and none can be asked about more. */
const HIGHEST_PID = 0x7fff_ffff;

const SESSION = new RegExp(
  [
    "^(?<backend>[a-z0-9-]{1,16})",
    "(?<pid>[1-9][0-9]{0,9})",
    "(?<started>-|[0-9]{1,20})",
    "(?:-|(?<threadId>[1-9][0-9]{0,9})-(?<threadStarted>[0-9]{1,20}))",
    "(?<pidNamespace>-|[0-9]{1,20})",
    "(?<boot>-|[0-9a-f]{16})",
    "(?<machine>[0-9a-f]{12})",
    "(?<host>[A-Za-z0-9-]{1,24})",
    "(?<since>[0-9a-z]{1,9})",
    "(?<nonce>[0-9a-f]{12})$",
  ].join("\\."),
);

/** The inverse of {@link formatSessionText}; undefined for anything that it would not have written. */
export function parseSessionText(sessionText: SessionText): Session | undefined {
  const fields = SESSION.exec(sessionText)?.groups;
  if (fields === undefined || Number(fields["pid"]) > HIGHEST_PID) return undefined;
  const { backend = "", started = "", pidNamespace = "", boot = "", machine = "", host = "", nonce = "" } = fields;
  const { pid = "", since = "", threadId, threadStarted } = fields;
  return {
    backend,
    pid: Number(pid),
    started,
    thread:
      threadId === undefined || threadStarted === undefined ? undefined : { id: threadId, started: threadStarted },
    pidNamespace,
    boot,
    machine,
    host,
    since: Number.parseInt(since, 36),
    nonce,
  };
}
