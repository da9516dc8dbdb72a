/** The path of the named pipe that is the pulse of a session on Windows. */
export function pipePath(nonce: string): string {
  return `\\\\.\\pipe\\${pipeName(nonce)}`;
}

/** Its name in the listing of all pipes. */
export function pipeName(nonce: string): string {
  return `keyed-store.${nonce}`;
}
