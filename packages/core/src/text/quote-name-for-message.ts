/** A name in quotes: its control characters made visible, and cut where it would drown the message. */
export function quoteNameForMessage(name: string): string {
  return name.length <= MAX_SHOWN ? JSON.stringify(name) : `${JSON.stringify(name.slice(0, MAX_SHOWN))}…`;
}

const MAX_SHOWN = 64;
