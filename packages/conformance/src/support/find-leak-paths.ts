/**
 * Where `marker` shows in an error, as a person or a log could see it: message, stack, every member, the chain of
 * causes, the errors of an aggregate, and what JSON makes of each. Empty when it shows nowhere (KS-ERR-3).
 */
export function findLeakPaths(error: unknown, marker: string): string[] {
  const found: string[] = [];
  const seen = new Set<unknown>();
  const visit = (value: unknown, path: string): void => {
    if (typeof value === "string" && value.includes(marker)) found.push(path);
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    for (const name of Reflect.ownKeys(value)) {
      visit(Object.getOwnPropertyDescriptor(value, name)?.value, `${path}.${String(name)}`);
    }
    if (value instanceof Error) visit(String(value), `String(${path})`);
    visit(tryStringifyJson(value), `JSON.stringify(${path})`);
  };
  visit(error, "error");
  return found;
}

function tryStringifyJson(value: object): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined; // A cycle: its members are visited one by one.
  }
}
