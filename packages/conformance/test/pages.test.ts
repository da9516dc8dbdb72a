import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const PAGE = new URL("../../../docs/write-a-backend.md", import.meta.url);
const FILES = ["example.test.ts", "small-provider.ts", "applied.ts", "data.ts", "scan.ts", "make-room.ts"];

describe("docs/write-a-backend.md", () => {
  it.each(FILES)("shows %s as it is run by the tests", (name) => {
    const file = new URL(name.endsWith(".test.ts") ? name : `example/${name}`, import.meta.url);
    const text = readFileSync(PAGE, "utf8");
    const shown = new RegExp(`\`${name}\`\\n\\n\`\`\`typescript\\n(.*?)\`\`\``, "s").exec(text)?.[1];
    expect(shown).toBe(readFileSync(file, "utf8"));
  });
});
