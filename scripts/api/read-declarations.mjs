import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../run.mjs";
import { parseDoc } from "./parse-doc.mjs";

/**
 * @typedef {import("./parse-doc.mjs").Doc} Doc
 * @typedef {{ name: string, signature: string, doc: Doc }} Member
 * @typedef {{ name: string, kind: string, signature: string, parents: string, doc: Doc, members: Member[] }} Declaration
 */

const REEXPORT = /^export (?:type )?\{([^}]*)\} from "([^"]+)";/gm;
const OWN =
  /(?:^\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?^export (?:declare )?(?:abstract )?(function|const|class|interface|type) (\w+)[\s\S]*?(?=^(?:\/\*\*|export |import |type |interface |declare )|$(?![\s\S]))/gm;

/**
 * What a door exports, each as it is declared with its docstring: from the emitted declarations, which say all types and keep comments.
 *
 * @param {string} file a `.d.ts`, from the root
 * @returns {Map<string, Declaration>} overloads as one, in the order of the door
 */
export function readDeclarations(file) {
  const text = readFileSync(join(root, file), "utf8");
  /** @type {Map<string, Declaration>} */
  const found = new Map();
  for (const [, list = "", from = ""] of text.matchAll(REEXPORT)) {
    const names = list.split(",").map((name) => name.trim().replace(/^type /, ""));
    const target = readDeclarations(resolveDoor(file, from));
    for (const name of names) {
      const declaration = target.get(name);
      if (declaration !== undefined) found.set(name, declaration);
    }
  }
  for (const [whole, kind = "", name = ""] of text.matchAll(OWN)) {
    const first = found.get(name);
    const next = toDeclaration(whole, kind, name);
    found.set(name, first === undefined ? next : { ...first, signature: `${first.signature}\n${next.signature}` });
  }
  return found;
}

/** @param {string} file @param {string} from */
function resolveDoor(file, from) {
  if (from.startsWith(".")) return join(dirname(file), from.replace(/\.js$/, ".d.ts"));
  const directory = join("packages", from.replace("@keyed-store/", ""));
  if (!existsSync(join(root, directory))) throw new Error(`${file} exports from ${from}, which is none of ours`);
  return join(directory, "dist", "index.d.ts");
}

/**
 * @param {string} whole
 * @param {string} kind
 * @param {string} name
 * @returns {Declaration}
 */
function toDeclaration(whole, kind, name) {
  const [comment, code] = splitComment(whole);
  const hasBody = kind === "interface" || kind === "class";
  const open = hasBody ? code.indexOf("{\n") : -1;
  const head = open === -1 ? code : code.slice(0, open);
  const signature = head.replace(/^export (declare )?/, "").trim();
  const parents =
    /\bextends ((?:[^<]|<[^>]*>)*)$/.exec(hasBody ? signature.replace(/^\w+ \w+(<[^>]*>)?/, "") : "")?.[1] ?? "";
  const body = open === -1 ? "" : code.slice(open + 2, code.lastIndexOf("}"));
  return { name, kind, signature, parents: parents.trim(), doc: parseDoc(comment), members: readMembers(body) };
}

/**
 * The members of a body, each with the docstring before it.
 *
 * @param {string} body
 * @returns {Member[]}
 */
function readMembers(body) {
  // A member begins where a line is indented by four, and ends before the next that is; a comment belongs to what follows.
  /** @type {string[]} */
  const parts = [];
  for (const part of body.split(/\n(?= {4}(?:\/\*\*|\w|\[|"))/)) {
    const last = parts.at(-1)?.trimEnd();
    if (last?.endsWith("*/")) parts.splice(-1, 1, `${last}\n${part}`);
    else parts.push(part);
  }
  return parts.flatMap((part) => {
    const [comment, code] = splitComment(part.replace(/^ {4}/gm, ""));
    const signature = code.trim().replace(/;$/, "");
    const [, name] = /^(?:readonly )?"?(\[?[\w.~]+\]?)/.exec(signature) ?? [];
    return name === undefined || comment === "" ? [] : [{ name, signature, doc: parseDoc(comment) }];
  });
}

/** @param {string} text @returns {[comment: string, code: string]} */
function splitComment(text) {
  const [comment = ""] = /^\s*\/\*\*(?:(?!\*\/)[\s\S])*\*\//.exec(text) ?? [];
  return [comment.trim(), text.slice(comment.length).trim()];
}
