import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
