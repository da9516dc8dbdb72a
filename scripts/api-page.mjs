import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./run.mjs";

/*
 * `npm run api` makes docs/api.md of the docstrings, as the compiler emits them; a check sees that it was done, and that nothing is
 * shown in part. What reads declarations needs a package, and so is imported where it is used.
 */
const PAGE = "docs/api.md";

/** Whether the page is what the docstrings say now, and shows every type whole. */
export async function checkApiPage() {
  const { makePage } = await import("./api/make-page.mjs");
  const { findPageFaults } = await import("./api/find-page-faults.mjs");
  const { page, declarations } = makePage();
  const shown = readFileSync(join(root, PAGE), "utf8");
  return [
    ...(shown === page ? [] : [`${PAGE} is not what the docstrings say; run npm run api`]),
    ...findPageFaults(shown, declarations).map((fault) => `${PAGE}: ${fault}`),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { makePage } = await import("./api/make-page.mjs");
  writeFileSync(join(root, PAGE), makePage().page);
}
