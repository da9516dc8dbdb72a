/** @typedef {{ text: string, example: string, throws: string[], params: string[] }} Doc */

/**
 * The parts of a docstring.
 *
 * @param {string} comment
 * @returns {Doc}
 */
export function parseDoc(comment) {
  const lines = comment
    .replace(/^\/\*\*/, "")
    .replace(/\*\/$/, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd());
  /** @type {{ tag: string, lines: string[] }[]} */
  const parts = [{ tag: "", lines: [] }];
  for (const line of lines) {
    const [, tag, rest = ""] = /^@(\w+)\s*(.*)$/.exec(line) ?? [];
    if (tag === undefined) parts.at(-1)?.lines.push(line);
    else parts.push({ tag, lines: rest === "" ? [] : [rest] });
  }
  const all = (/** @type {string} */ tag) => parts.filter((part) => part.tag === tag);
  return {
    text: all("")
      .map((part) => joinLines(part.lines))
      .join("\n\n"),
    example: all("example")
      .map((part) => part.lines.join("\n").trim())
      .join("\n"),
    throws: all("throws").map((part) => joinLines(part.lines)),
    params: all("param").map((part) => joinLines(part.lines)),
  };
}

/** Lines as paragraphs. @param {readonly string[]} lines */
function joinLines(lines) {
  return lines
    .join("\n")
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll("\n", " "))
    .join("\n\n");
}
