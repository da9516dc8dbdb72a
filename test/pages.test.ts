import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Block, blocks, pages, root } from "./pages.js";
import { makeProject, runNode } from "./project.js";
import { expectPromises } from "./promises.js";
import { runCommand } from "./run-command.js";

/** These have tests of their own. */
const ELSEWHERE = new Set(["README.md", "docs/api.md"]);
const OTHERS = pages().filter((page) => !ELSEWHERE.has(page) && blocks(page, "ts").length > 0);

/** Pages whose examples are whole programs; those of the others are parts to be built upon. */
const RUN = new Set([
  "docs/contract.md",
  "docs/coming-from.md",
  "docs/testing.md",
  "packages/backend-wasm/README.md",
  "packages/core/README.md",
  "packages/keyed-store/README.md",
  ...OTHERS.filter((page) => /^docs\/(adapters|recipes)\//.test(page)),
  "packages/adapters/README.md",
]);

describe("the examples of the pages", () => {
  it.each(OTHERS)("%s: they type-check, and whole programs print what their comments say", (page) => {
    using project = makeProject();
    const examples = blocks(page, "ts");
    for (const example of examples) project.write(`${nameOf(example)}.ts`, example.text);
    project.compile();
    if (!RUN.has(page)) return;
    for (const example of examples) {
      const printed = runNode([join("built", `${nameOf(example)}.js`)], project.directory);
      expect(printed).not.toBe("");
      expectPromises(example, printed);
    }
  });
});

describe("CONTRIBUTING.md", () => {
  const commands = blocks("CONTRIBUTING.md", "sh").flatMap(({ text }) => text.trim().split("\n"));
  it.each(commands)("the command exists: %s", async (command) => {
    await runCommand(command, root);
  });
});

/** The name of an example's file without its ending: the one that its first line gives, so that another can import it. */
function nameOf({ line, text }: Block): string {
  return /^\/\/ ([\w.-]+)\.ts\n/.exec(text)?.[1] ?? `line${line}`;
}
