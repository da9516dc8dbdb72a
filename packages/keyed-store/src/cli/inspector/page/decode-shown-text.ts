/** The text that a field means: what is shown as a JSON string, since something in it would be hidden, is meant as one. */
export function decodeShownText(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
