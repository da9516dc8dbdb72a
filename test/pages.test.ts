import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Block, blocks, pages, read, root } from "./pages.js";
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

describe("docs/hosts-and-bundlers.md", () => {
  const manifests = readdirSync(join(root, "packages")).map((name) =>
    JSON.parse(read(`packages/${name}/package.json`)),
  );
  const tarballs = new Map<string, string>(
    manifests.map(({ name, version }) => [name, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`]),
  );
  const named = (text: string): string[] => [...text.matchAll(/keyed-store[\w.-]*\.tgz/g)].map(([name]) => name);

  it("names every tarball, and in one command those that keyed-store needs", () => {
    const page = "docs/hosts-and-bundlers.md";
    expect(new Set(named(read(page)))).toEqual(new Set(tarballs.values()));
    const command = blocks(page, "sh").find(({ text }) => text.includes(".tgz"));
    const { dependencies } = manifests.find(({ name }) => name === "keyed-store");
    const needed = ["keyed-store", ...Object.keys(dependencies)].flatMap((name) => tarballs.get(name) ?? []);
    expect(named(command?.text ?? "").sort()).toEqual(needed.sort());
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
