/*
 * What is not plain to see, or plays with the terminal: C0 and C1 controls, DEL, line and paragraph separators, marks
 * that turn the direction of writing, invisible joiners, the byte order mark, and halves of surrogate pairs.
 */
const HIDDEN = /[\p{Cc}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

const escapeHidden = (text: string): string =>
  text.replace(HIDDEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Text from a store or the system as people may see it: a JSON string wherever it is not plain text. */
export function toPrintableText(text: string): string {
  const plain = text !== "" && text.trim() === text && !/^"|\\/.test(text) && text.search(HIDDEN) === -1;
  return plain ? text : formatJson(text);
}

/** A value as JSON in which nothing is hidden. It is still the same JSON. */
export function formatJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent);
  return indent === undefined ? escapeHidden(text) : text.split("\n").map(escapeHidden).join("\n");
}
