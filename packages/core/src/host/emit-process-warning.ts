/** Warns the process, where the host is Node or like it; elsewhere nobody is told. */
export function emitProcessWarning(message: string, code?: string): void {
  globalThis.process?.emitWarning?.(message, code === undefined ? {} : { code });
}
