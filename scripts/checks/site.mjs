import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tool } from "../run.mjs";
import { listFiles, read } from "./files.mjs";

/** The site can be built of the pages as they are, and is sound. */
export async function checkSite() {
  const place = mkdtempSync(join(tmpdir(), "keyed-store-site-"));
  try {
    const { code, output } = await tool("vitepress", ["build", "site", "--outDir", place], { command: "vitepress" });
    if (code !== 0) return [output];
    return checkBuiltSite(place);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/**
 * Each page is on the site, every link within it leads to a page and to a heading of it, and the search knows them.
 *
 * @param {string} place where it was built
 */
export function checkBuiltSite(place) {
  return [...findMissingPages(place), ...findDeadLinks(place), ...findSearchProblems(place)];
}

/** @param {string} place */
function findMissingPages(place) {
  return listFiles("docs")
    .filter((path) => path.endsWith(".md"))
    .map((path) => (path === "docs/index.md" ? "pages" : path.replace(/^docs\/(.*)\.md$/, "$1")))
    .filter((page) => !existsSync(join(place, `${page}.html`)))
    .map((page) => `the site has no page ${page}`);
}

/** @param {string} place */
function findDeadLinks(place) {
  const pages = readdirSync(place, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".html"));
  const ids = new Map(pages.map((file) => [toPath(file), new Set(listMatches(place, file, /\sid="([^"]+)"/g))]));
  return pages.flatMap((file) =>
    listMatches(place, file, /<a [^>]*?href="([^"]+)"/g)
      .filter((href) => /^[/#]/.test(href))
      .flatMap((href) => {
        const [path = "", anchor] = href.split("#");
        const known = ids.get(path === "" ? toPath(file) : path);
        if (known === undefined) return [`${file}: no such page: ${href}`];
        return anchor === undefined || anchor === "" || known.has(decodeURIComponent(anchor))
          ? []
          : [`${file}: no such heading: ${href}`];
      }),
  );
}

/** Where a file is on the site. @param {string} file */
function toPath(file) {
  return `/${file.replaceAll("\\", "/").replace(/(?:(^|\/)index)?\.html$/, "$1")}`;
}

/** @param {string} place @param {string} file @param {RegExp} pattern */
function listMatches(place, file, pattern) {
  return [...readFileSync(join(place, file), "utf8").matchAll(pattern)].map(([, found = ""]) => found);
}

/** @param {string} place */
function findSearchProblems(place) {
  const chunks = join(place, "assets", "chunks");
  const index = readdirSync(chunks).find((file) => file.includes("localSearchIndex"));
  if (index === undefined) return ["the site has no index for its search"];
  const text = readFileSync(join(chunks, index), "utf8").toLowerCase();
  const [, title = ""] = /^# (.+)$/m.exec(read("docs/testing.md")) ?? [];
  return ["registerifabsent", "openmemorystore", title.toLowerCase()]
    .filter((word) => !text.includes(word))
    .map((word) => `the search does not know "${word}"`);
}
