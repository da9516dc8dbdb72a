import { expect, it } from "vitest";
import type { EntryRow } from "../src/cli/inspector/page/protocol.js";
import { createRowChangeHighlights } from "../src/cli/inspector/page/row-change-highlights.js";

const row = (key: string, version: number): EntryRow => ({ key, keyShown: key, version, createdAt: version });

/** What is noted of each key of two readings of a page. */
function compare(before: readonly EntryRow[], after: readonly EntryRow[], isByKey: boolean): Record<string, string> {
  const marks = createRowChangeHighlights();
  marks.noteDifferences(before, after, { newSince: 10, isByKey });
  return Object.fromEntries([...before, ...after].map(({ key }) => [key, marks.of(key) ?? "nothing"]));
}

it("tells from two readings of a page by key what is new, changed and gone", () => {
  const before = [row("a", 1), row("b", 2), row("c", 3), row("e", 4)];
  const after = [row("a", 1), row("c", 11), row("d", 12)];
  expect(compare(before, after, true)).toEqual({ a: "nothing", b: "gone", c: "changed", d: "new", e: "nothing" });
});

it("takes no row for new that was written before the page was read", () => {
  expect(compare([row("a", 1), row("b", 2)], [row("a", 1), row("c", 3)], true)).toMatchObject({ c: "nothing" });
});

it("by age, takes no row for gone, since it may have been written again and moved", () => {
  const before = [row("a", 1), row("b", 2), row("c", 3)];
  expect(compare(before, [row("b", 2), row("c", 3)], false)).toMatchObject({ a: "nothing" });
  expect(compare(before, [row("b", 2), row("c", 3)], true)).toMatchObject({ a: "gone" });
});

it("takes nothing for gone of a page on which nothing is left", () => {
  expect(compare([row("a", 1), row("b", 2)], [row("c", 3)], true)).toMatchObject({ a: "nothing", b: "nothing" });
});
