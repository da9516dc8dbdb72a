/** An event within its session: its stream, and what tells it from the others on it. */
export interface EventId {
  readonly streamId: string;
  readonly nonce: string;
}

/** The text by which a client names an event. */
export function formatEventId({ streamId, nonce }: EventId): string {
  return `${streamId}${SEPARATOR}${nonce}`;
}

/** What such a text names; undefined where it is none. */
export function parseEventId(text: string): EventId | undefined {
  const end = text.lastIndexOf(SEPARATOR);
  return end <= 0 || end === text.length - 1 ? undefined : { streamId: text.slice(0, end), nonce: text.slice(end + 1) };
}

const SEPARATOR = "/";
