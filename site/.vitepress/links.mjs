import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { REPOSITORY_URL } from "./sidebar.mjs";

/** Of the repository: it is where the site is built from, wherever the bundled configuration runs. */
const root = fileURLToPath(new URL("../..", import.meta.url));

/** The anchor of a heading, as the hosts of repositories make it: the same link leads there in both places. @param {string} title */
export function toSlug(title) {
  return title
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

/**
 * Links between pages are paths of files; on the site they are those of its pages, and what is no page of it is shown where the files are.
 *
 * @param {import("markdown-it").default} md
 */
export function rewriteLinks(md) {
  const render =
    md.renderer.rules["link_open"] ??
    ((tokens, index, options, _env, self) => self.renderToken(tokens, index, options));
  md.renderer.rules["link_open"] = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const href = token?.attrGet("href") ?? "";
    if (!/^([a-z]+:|#|\/)/.test(href)) token?.attrSet("href", toSiteLink(href, toSource(env.relativePath)));
    return render(tokens, index, options, env, self);
  };
}

/**
 * The file of a page, from the root, before it was given its place on the site.
 *
 * @param {string} page
 */
function toSource(page) {
  if (page === "index.md") return "README.md";
  if (page === "pages.md") return "docs/index.md";
  return existsSync(join(root, page)) ? page : `docs/${page}`;
}

/**
 * @param {string} href
 * @param {string} from the page's file
 */
function toSiteLink(href, from) {
  const [path = "", anchor] = decodeURI(href).split("#");
  const name = posix.join(posix.dirname(from), path);
  if (!existsSync(join(root, name))) throw new Error(`${from}: no such file: ${href}`);
  const behind = anchor === undefined ? "" : `#${anchor}`;
  return isPage(name) ? `${toPagePath(name)}${behind}` : `${REPOSITORY_URL}/blob/main/${name}${behind}`;
}

/** @param {string} name */
function isPage(name) {
  return name.endsWith(".md") && (name.startsWith("docs/") || !name.includes("/"));
}

/** @param {string} name */
function toPagePath(name) {
  if (name === "README.md") return "/";
  if (name === "docs/index.md") return "/pages";
  return `/${name.replace(/^docs\//, "").replace(/(?:(^|\/)index)?\.md$/, "$1")}`;
}
