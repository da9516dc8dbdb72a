import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const PAGE = new URL("../../../docs/write-a-backend.md", import.meta.url);
const EXAMPLE = new URL("example/", import.meta.url);

const text = readFileSync(PAGE, "utf8");
const contentOf = (name: string): string => readFileSync(new URL(name, EXAMPLE), "utf8");
const linesOf = (names: readonly string[]): number =>
  names.reduce((sum, name) => sum + contentOf(name).split("\n").length - 1, 0);

describe("docs/write-a-backend.md", () => {
  it.each(readdirSync(EXAMPLE))("shows %s as it is run by the tests", (name) => {
    const shown = new RegExp(`\`${name}\`\\n\\n\`\`\`(?:typescript|javascript)\\n(.*?)\`\`\``, "s").exec(text)?.[1];
    expect(shown).toBe(contentOf(name));
  });

  it("says how long its backends are: under 60 lines on SQLite, under 200 from scratch", () => {
    const onSqlite = linesOf(["mine-provider.mjs"]);
    const fromScratch = linesOf(["small-provider.ts", "answers.ts", "data.ts"]);
    expect(onSqlite).toBeLessThan(60);
    expect(fromScratch).toBeLessThan(200);
    expect(text).toContain(`${onSqlite} lines`);
    expect(text).toContain(`${fromScratch} lines`);
  });
});
