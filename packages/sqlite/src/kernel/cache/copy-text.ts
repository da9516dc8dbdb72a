/**
 * The same text in memory of its own. A part of a text may keep the whole text alive: a key that was cut out of a request would
 * keep the request for as long as it is cached.
 */
export function copyText(text: string): string {
  return ` ${text}`.slice(1);
}
