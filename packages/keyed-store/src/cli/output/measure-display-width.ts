import { eastAsianWidth } from "get-east-asian-width";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** How many terminal columns a line of printable text takes. */
export function measureDisplayWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += measureGraphemeWidth(segment);
  return width;
}

/** The beginning of a line that fits into `columns`, with an ellipsis where something was left out. */
export function truncateToWidth(text: string, columns: number): string {
  if (measureDisplayWidth(text) <= columns) return text;
  let width = 1;
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    width += measureGraphemeWidth(segment);
    if (width > columns) break;
    kept += segment;
  }
  return `${kept}…`;
}

function measureGraphemeWidth(grapheme: string): number {
  return eastAsianWidth(grapheme.codePointAt(0) ?? 0);
}
