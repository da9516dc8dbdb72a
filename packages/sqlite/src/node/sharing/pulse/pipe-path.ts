import type { SessionNonce } from "../session/session.js";

/** The path of the named pipe that is the pulse of a session on Windows. */
export function formatPulsePipePath(sessionNonce: SessionNonce): string {
  return `\\\\.\\pipe\\${formatPulsePipeName(sessionNonce)}`;
}

/** Its name in the listing of all pipes. */
export function formatPulsePipeName(sessionNonce: SessionNonce): string {
  return `keyed-store.${sessionNonce}`;
}
