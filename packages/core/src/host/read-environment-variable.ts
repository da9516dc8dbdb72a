/** A variable of the environment; one that is empty is as good as none. */
export function readEnvironmentVariable(name: string): string | undefined {
  return globalThis.process?.env?.[name] || undefined;
}
