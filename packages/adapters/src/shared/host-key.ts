/**
 * A key of a host, which may hold any character, as a key of a store, which holds neither U+0000 nor half of a character
 * (KS-NAME-1). Those two are escaped by a backslash, and so is the backslash; all others stay as they are, so that a range of one
 * is a range of the other. {@link unescapeHostKey} is its inverse.
 */
export function escapeHostKey(key: string): string {
  return key.replace(ESCAPED, escapeCharacter);
}

/** The key of a host that {@link escapeHostKey} was given. */
export function unescapeHostKey(key: string): string {
  return key.replace(/\\(?:u([0-9a-f]{4})|0|\\)/g, (escaped, code?: string) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return escaped === "\\0" ? "\0" : "\\";
  });
}

/** With the flag, half of a character is what has no other half. */
const ESCAPED = /[\\\0\p{Surrogate}]/gu;

function escapeCharacter(character: string): string {
  if (character === "\\") return "\\\\";
  return character === "\0" ? "\\0" : `\\u${character.charCodeAt(0).toString(16)}`;
}
