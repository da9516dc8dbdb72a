import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPageFaults } from "../scripts/api/find-page-faults.mjs";
import { makePage } from "../scripts/api/make-page.mjs";
import { type Block, blocks } from "./pages.js";
import { makeProject, type Project, runNode } from "./project.js";
import { expectPromises } from "./promises.js";

/** Examples that import nothing go on from the one above them; together they are one program. */
function joinExamples(examples: readonly Block[]): Block[] {
  const programs: Block[] = [];
  for (const example of examples) {
    const last = programs.at(-1);
    if (last === undefined || example.text.startsWith("import ")) programs.push(example);
    else programs.splice(-1, 1, { ...last, text: `${last.text}${example.text}` });
  }
  return programs;
}

describe("docs/api.md", () => {
  const programs = joinExamples(blocks("docs/api.md", "ts"));
  let project: Project;
  beforeAll(() => {
    project = makeProject();
    for (const { line, text } of programs) project.write(`line${line}.ts`, text);
    project.compile();
  });
  afterAll(() => project[Symbol.dispose]());

  it("shows every layer and every operation at work", () => {
    const text = programs.map((program) => program.text).join("");
    for (const call of [
      "openStateStore(",
      "openMemoryStore(",
      ".atomic()",
      "createClaims<",
      "createRateLimit(",
      ".watch(",
    ])
      expect(text).toContain(call);
  });

  it.each(programs)("the program that begins on line $line prints what its comments say", (program) => {
    expectPromises(program, runNode([join("built", `line${program.line}.js`)], project.directory));
  });
});

describe("the page of the API", () => {
  const { page, declarations } = makePage();

  it("shows every type whole", () => {
    expect(findPageFaults(page, declarations)).toEqual([]);
  });

  it("shows what a first reader asks for", () => {
    for (const line of [
      '  | { readonly status: "done"; readonly value: T }',
      "  | { readonly committed: true; readonly values: readonly unknown[] }",
      "| `key` | `string` | The key that changed. |",
      "### WorkResult",
    ])
      expect(page).toContain(`\n${line}\n`);
  });

  // Each breaks the page in one way in which it was broken once, or would be.
  it.each([
    {
      what: "a union that is cut off at its first comment",
      from: /(type AtomicResult =)[\s\S]*?(?=\n```)/,
      to: "$1",
      fault: "AtomicResult ends in =",
    },
    {
      what: "a union of which one variant is left",
      from: /\n[^\n]*\n {2}\| \{ readonly status: "in-flight"[^\n]*/,
      to: "",
      fault: 'ClaimResult is shown without "in-flight"',
    },
    {
      what: "a table without one of its members",
      from: "| `key` | `string` | The key that changed. |\n",
      to: "",
      fault: "Change is shown without key",
    },
    {
      what: "a table without what is inherited",
      from: /(### IncrementOptions\n[\s\S]*?)\| `ttlMs\?`[^\n]*\n/,
      to: "$1",
      fault: "IncrementOptions is shown without ttlMs",
    },
    {
      what: "an interface without a table",
      from: /(### SchemaIssue\n[\s\S]*?)\| \| type[\s\S]*?\n\n/,
      to: "$1",
      fault: "SchemaIssue is shown without message",
    },
    {
      what: "a call that is missing",
      from: "#### KeyedStore.consume\n",
      to: "",
      fault: "KeyedStore is shown without consume",
    },
    { what: "a type that is missing", from: "### WorkResult\n", to: "", fault: "WorkResult is not on the page" },
    {
      what: "a signature with a name that is nowhere",
      from: "type EpochMs = number;",
      to: "type EpochMs = Milliseconds;",
      fault: "EpochMs names Milliseconds, which is explained nowhere",
    },
    {
      what: "a table with a name that is nowhere",
      from: "| `steps` | `readonly ProbeStep[]` |",
      to: "| `steps` | `readonly Attempt[]` |",
      fault: "ProbeReport names Attempt, which is explained nowhere",
    },
  ])("is refused for $what", ({ from, to, fault }) => {
    const broken = page.replace(from, to);
    expect(broken).not.toBe(page);
    expect(findPageFaults(broken, declarations)).toContain(fault);
  });
});
