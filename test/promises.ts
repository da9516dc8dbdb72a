import { expect } from "vitest";
import type { Block } from "./pages.js";

/**
 * Expects that a program printed, line by line, what the comments behind its `console.log` promise: a comment begins
 * with the text that is printed, where that is `true`, `false`, `undefined`, a whole number or a "quoted text".
 * A comment that begins otherwise promises a line, and nothing about it.
 */
export function expectPromises({ text }: Block, printed: string): void {
  const lines = printed.split("\n").slice(0, -1);
  const promised = text.split("\n").filter((line) => line.includes("console.log("));
  expect(lines).toHaveLength(promised.length);
  for (const [index, line] of promised.entries()) {
    const [, bare, quoted] = /\/\/ (?:(true|false|undefined|\d+)\b|"([^"]*)")/.exec(line) ?? [];
    expect(lines[index]).toBe(bare ?? quoted ?? lines[index]);
  }
}
