import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocks, read, root } from "./pages.js";
import { makeProject, type Project, runNode } from "./project.js";
import { expectPromises } from "./promises.js";
import { runCommand } from "./run-command.js";

describe("README.md", () => {
  let project: Project;
  const snippets = blocks("README.md", "ts");
  beforeAll(() => {
    project = makeProject();
    for (const [index, block] of snippets.entries()) project.write(`snippet${index}.ts`, block.text);
    project.compile();
  });
  afterAll(() => project[Symbol.dispose]());

  it.each(snippets.map((block, index) => ({ index, block, line: block.line })))(
    "the example on line $line runs and prints what its comments say",
    ({ index, block }) => {
      const printed = runNode([join("built", `snippet${index}.js`)], project.directory);
      expectPromises(block, printed);
    },
  );

  const inline = [...read("README.md").matchAll(/`(npx [^`]+)`/g)].map(([, command = ""]) => command);
  const commands = [...blocks("README.md", "sh").flatMap(({ text }) => text.trim().split("\n")), ...inline];
  it.each(commands)("the command works: %s", async (command) => {
    await runCommand(command, project.directory);
  });

  const installs = [...read("README.md").matchAll(/`npm install ([^`]+)`/g)].map(([, names = ""]) => names);
  it.each(installs)("the packages to install exist, in versions that fit together: %s", (names) => {
    for (const name of names.split(" ")) expect(fits(name), name).toBe(true);
  });
});

describe("what npm start ends with", () => {
  const steps = read("scripts/start.mjs")
    .split("\n")
    .filter((line) => /^ {2}\d\. /.test(line));

  it("is three steps or more", () => {
    expect(steps.length).toBeGreaterThanOrEqual(3);
  });

  it.each(steps)("leads somewhere: %s", async (step) => {
    const [, command = "", page] = /: ((?:node|npm) .*)$|: (\S+\.md)\b/.exec(step) ?? [];
    if (page === undefined) await runCommand(command.replace("<directory>", "packed"), root);
    else expect(read(page)).not.toBe("");
  });
});

/** The packages that bring an engine which is installed beside them. */
const BACKENDS = ["backend-native", "backend-postgres"];

/** Whether a package is one of ours, or a peer of ours in a major version that we take. */
function fits(specifier: string): boolean {
  const [, name = "", major] = /^(@?[^@]+)(?:@(\d+))?$/.exec(specifier) ?? [];
  const { devDependencies } = manifest(".");
  if (devDependencies?.[name]?.startsWith("workspace:")) return true;
  const ranges = BACKENDS.map((backend) => manifest(`packages/${backend}`).peerDependencies?.[name] ?? "");
  return ranges.some((range) => range.split(" || ").some((part) => part.startsWith(`^${major}.`)));
}

interface Manifest {
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function manifest(directory: string): Manifest {
  return JSON.parse(readFileSync(join(root, directory, "package.json"), "utf8"));
}
