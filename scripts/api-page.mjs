import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { formatPage } from "./api/format-page.mjs";
import { readDeclarations } from "./api/read-declarations.mjs";
import { root } from "./run.mjs";

/*
 * `npm run api` makes docs/api.md of the docstrings, as the compiler emits them; a check sees that it was done.
 */
const PAGE = "docs/api.md";

/** Whether the page is what the docstrings say now. */
export function checkApiPage() {
  const isNew = readFileSync(join(root, PAGE), "utf8") === makePage();
  return isNew ? [] : [`${PAGE} is not what the docstrings say; run npm run api`];
}

function makePage() {
  return `${formatPage(readDeclarations("packages/keyed-store/dist/index.d.ts"))
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) writeFileSync(join(root, PAGE), makePage());
