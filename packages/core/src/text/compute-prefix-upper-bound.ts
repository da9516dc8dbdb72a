const LAST_CHARACTER = "\u{10ffff}";

/**
 * The first text, in the order of code points and so of UTF-8, that is behind all texts which begin with `prefix`;
 * undefined where there is none. `prefix` is well-formed.
 */
export function computePrefixUpperBound(prefix: string): string | undefined {
  const characters = Array.from(prefix);
  while (characters.at(-1) === LAST_CHARACTER) characters.pop();
  const last = characters.pop()?.codePointAt(0);
  if (last === undefined) return undefined;
  // What comes behind the last code point before the surrogates is the first behind them.
  return characters.join("") + String.fromCodePoint(last === 0xd7ff ? 0xe000 : last + 1);
}
