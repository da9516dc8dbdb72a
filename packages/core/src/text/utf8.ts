/** The number of bytes `text` takes in UTF-8; a lone surrogate counts as the three bytes of its replacement. */
export function countUtf8Bytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    // A pair is two units and four bytes: two extra for its first half, none for its second.
    if (isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(i + 1))) i++;
    bytes += unit < 0x800 ? 1 : 2;
  }
  return bytes;
}

/**
 * Compares two well-formed strings by the bytes of their UTF-8, which is also the order of their code points:
 * negative, zero or positive. JavaScript's own `<` differs, as it puts surrogate pairs before U+E000 to U+FFFF.
 */
export function compareUtf8(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return rankCodeUnitByCodePoint(left) - rankCodeUnitByCodePoint(right);
  }
  return a.length - b.length;
}

/** Where the first lone surrogate of `text` is, or -1. */
export function findLoneSurrogateIndex(text: string): number {
  return text.search(LONE_SURROGATE);
}

// With the `u` flag a proper pair is one character, so that only a lone half can match.
const LONE_SURROGATE = /[\ud800-\udfff]/u;

function isHighSurrogate(codeUnit: number): boolean {
  return codeUnit >= 0xd800 && codeUnit <= 0xdbff;
}

function isLowSurrogate(codeUnit: number): boolean {
  return codeUnit >= 0xdc00 && codeUnit <= 0xdfff;
}

/** A code unit's place among others: surrogates stand for code points above all of those in one unit. */
function rankCodeUnitByCodePoint(codeUnit: number): number {
  if (codeUnit < 0xd800) return codeUnit;
  return codeUnit <= 0xdfff ? codeUnit + 0x2000 : codeUnit - 0x800;
}
