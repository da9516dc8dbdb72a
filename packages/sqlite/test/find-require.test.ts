import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { findRequireThatResolves } from "../dist/node/modules/find-require-that-resolves.js";

/** A directory in which a package of this name is installed. */
function installed(name: string): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "keyed-store-sqlite-")));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  mkdirSync(join(directory, "node_modules", name), { recursive: true });
  writeFileSync(join(directory, "node_modules", name, "index.js"), "throw new Error('loaded');");
  return directory;
}

/** As if the program that was started were this one. */
function started(program: string): void {
  const [, before = ""] = process.argv;
  process.argv[1] = program;
  onTestFinished(() => {
    process.argv[1] = before;
  });
}

test("an installed package is found from a module or a bundle, by path or URL, and not loaded", () => {
  const directory = installed("there");
  const file = join(directory, "bundle.cjs"); // which need not exist
  for (const from of [file, pathToFileURL(file).href]) {
    expect(findRequireThatResolves("there", from)?.resolve("there")).toBe(
      join(directory, "node_modules", "there", "index.js"),
    );
    expect(findRequireThatResolves("elsewhere", from)).toBe(undefined);
  }
});

test("where a bundle names a place that is no more, it is found from the program that was started", () => {
  const directory = installed("there");
  const gone = "file:///nowhere/at/all/index.js";
  expect(findRequireThatResolves("there", gone)).toBe(undefined);
  started(join(directory, "main.js"));
  expect(findRequireThatResolves("there", gone)?.resolve("there")).toBe(
    join(directory, "node_modules", "there", "index.js"),
  );
  expect(findRequireThatResolves("there", "")).not.toBe(undefined);
});

test("never from the working directory, where anyone may have put it", () => {
  const directory = installed("there");
  const before = process.cwd();
  onTestFinished(() => process.chdir(before));
  process.chdir(directory);
  for (const program of [".", "main.js", ""]) {
    started(program);
    expect(findRequireThatResolves("there", "")).toBe(undefined);
  }
});
