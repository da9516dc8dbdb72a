/** The path of the named pipe that is the pulse of a session on Windows. */
export function formatPulsePipePath(sessionNonce: string): string {
  return `\\\\.\\pipe\\${formatPulsePipeName(sessionNonce)}`;
}

/** Its name in the listing of all pipes. */
export function formatPulsePipeName(sessionNonce: string): string {
  return `keyed-store.${sessionNonce}`;
}
