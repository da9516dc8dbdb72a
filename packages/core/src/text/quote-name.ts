/** A name in quotes: its control characters made visible, and cut where it would drown the message. */
export function quoteName(name: string): string {
  return name.length <= LONGEST_NAME ? JSON.stringify(name) : `${JSON.stringify(name.slice(0, LONGEST_NAME))}…`;
}

const LONGEST_NAME = 64;
