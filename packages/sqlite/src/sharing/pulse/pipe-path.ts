/** The named pipe by which a session on Windows can be asked. */
export function pipePath(nonce: string): string {
  return `\\\\.\\pipe\\${pipeName(nonce)}`;
}

/** Its name in the listing of all pipes. */
export function pipeName(nonce: string): string {
  return `keyed-store.${nonce}`;
}
