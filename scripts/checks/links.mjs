import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { root } from "../run.mjs";
import { listFiles, read } from "./files.mjs";

/** Where the files of this repository are for those who do not have it, as the READMEs of packages must name them. */
export const FILES_URL = "https://github.com/keyed-store/keyed-store/blob/main/";

const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;

/** Every link in a page leads to a file that exists, and to a heading that it has. */
export function checkLinks() {
  return listFiles()
    .filter((path) => path.endsWith(".md"))
    .flatMap((page) =>
      [...withoutCode(read(page)).matchAll(LINK)].flatMap(([, target = ""]) => findBroken(page, target)),
    );
}

/**
 * @param {string} page
 * @param {string} target
 * @returns {string[]}
 */
function findBroken(page, target) {
  const isOurs = target.startsWith(FILES_URL);
  if (/^[a-z]+:/.test(target) && !isOurs) return [];
  const [path = "", heading] = (isOurs ? target.slice(FILES_URL.length) : target).split("#");
  const file = path === "" ? page : isOurs ? path : posix.join(posix.dirname(page), path);
  if (!existsSync(join(root, file))) return [`${page}: no such file: ${target}`];
  if (heading === undefined || listHeadings(file).has(heading)) return [];
  return [`${page}: ${file} has no heading for #${heading}`];
}

/**
 * The anchors of a page, made from its headings as the usual hosts make them.
 *
 * @param {string} page
 */
function listHeadings(page) {
  const titles = [...withoutCode(read(page)).matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => title);
  return new Set(
    titles.map((title) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

/** @param {string} text */
function withoutCode(text) {
  return text.replace(/^```.*?^```/gms, "");
}
