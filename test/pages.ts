import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root directory of the workspace. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** The line of the page on which it begins, from 1. */
  readonly line: number;
}

/** The pages with examples in them, as paths from the root. */
export function pages(): string[] {
  const docs = ["docs", "docs/adapters", "docs/recipes"].flatMap((directory) =>
    readdirSync(join(root, directory)).map((name) => `${directory}/${name}`),
  );
  const packages = readdirSync(join(root, "packages")).map((name) => `packages/${name}/README.md`);
  return ["README.md", "CONTRIBUTING.md", "UPGRADING.md", ...packages, ...docs].filter((path) => path.endsWith(".md"));
}

/** The text of a page. */
export function read(page: string): string {
  return readFileSync(join(root, page), "utf8");
}

/** The fenced blocks of a page in one of these languages, in order. */
export function blocks(page: string, ...languages: readonly string[]): Block[] {
  const text = read(page);
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .map(({ index, 1: language = "", 2: body = "" }) => ({
      language,
      text: body,
      line: text.slice(0, index).split("\n").length,
    }))
    .filter(({ language }) => languages.includes(language));
}
