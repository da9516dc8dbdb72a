const NEWLINE = 0x0a;
const LONGEST = 64 * 1024 * 1024;

/** A line of a stream, by number from 1: its text, or what is wrong with it. */
export type NumberedLine =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly problem: string };

/**
 * The lines of a stream of UTF-8, empty ones left out. Only line feeds end a line (a JSON string may hold the other
 * separators of Unicode as they are), and one that is too long for memory costs none.
 */
export async function* readLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<NumberedLine, void, undefined> {
  let number = 0;
  let parts: Uint8Array[] = [];
  let length = 0;
  const addPart = (part: Uint8Array): void => {
    length += part.length;
    if (length <= LONGEST) parts.push(part);
    else parts = [];
  };
  const endLine = (): NumberedLine | undefined => {
    number += 1;
    const line = length > LONGEST ? { number, problem: `longer than ${LONGEST} bytes` } : decodeLine(number, parts);
    parts = [];
    length = 0;
    return "text" in line && line.text.trim() === "" ? undefined : line;
  };
  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      addPart(chunk.subarray(start, end));
      start = end + 1;
      const line = endLine();
      if (line !== undefined) yield line;
    }
    addPart(chunk.subarray(start));
  }
  const rest = endLine();
  if (rest !== undefined) yield rest;
}

function decodeLine(lineNumber: number, parts: readonly Uint8Array[]): NumberedLine {
  try {
    // The decoder drops a byte order mark, which only the first line may have.
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: lineNumber !== 1 }).decode(Buffer.concat(parts));
    return { number: lineNumber, text };
  } catch {
    return { number: lineNumber, problem: "not UTF-8" };
  }
}
