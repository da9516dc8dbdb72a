import { expandExclude } from "./expand-exclude.mjs";
import { findComment } from "./find-comment.mjs";
import { findModule } from "./find-module.mjs";
import { parseDoc } from "./parse-doc.mjs";
import { parseModule, parseSource } from "./parse-module.mjs";
import { readMembers } from "./read-members.mjs";
import { readParents } from "./read-parents.mjs";

/**
 * @typedef {import("./parse-doc.mjs").Doc} Doc
 * @typedef {import("./parse-module.mjs").Module} Module
 * @typedef {import("./parse-module.mjs").Statement} Statement
 * @typedef {import("./read-members.mjs").Member} Member
 * @typedef {import("./read-parents.mjs").Parent} Parent
 * @typedef {object} Declaration
 * @property {string} name
 * @property {string} file
 * @property {"function" | "const" | "class" | "interface" | "type"} kind
 * @property {boolean} isExported whether the package gives it away
 * @property {string} code as it is declared, without docstring; overloads as one
 * @property {Doc} doc
 * @property {readonly Parent[]} parents
 * @property {readonly Member[]} members
 * @property {readonly string[]} parts names of members and texts, which say that all of it is shown
 * @property {readonly string[]} typeParameters
 */

/**
 * What a door exports, and every type of ours that those name, each as it is declared with its docstring: from the emitted declarations,
 * which say all types and keep comments.
 *
 * @param {string} door a `.d.ts`, from the root
 * @returns {Map<string, Declaration>}
 */
export function readDeclarations(door) {
  const { passedOn, exported } = parseModule(door);
  const exports = new Set([...exported, ...passedOn.keys()]);
  /** @type {Map<string, Declaration>} */
  const found = new Map();
  const wanted = [...exports].map((name) => ({ name, file: door }));
  for (const { name, file } of wanted) {
    const place = findModule(file, name);
    if (place === undefined) continue;
    const known = found.get(name);
    if (known !== undefined && known.file !== place.file)
      throw new Error(`${name} is in ${known.file} and ${place.file}`);
    if (known !== undefined) continue;
    const declaration = readDeclaration(place, name, exports.has(name));
    found.set(name, declaration);
    for (const reference of listReferences(place, name)) wanted.push({ name: reference, file: place.file });
  }
  return found;
}

/** @param {Module} place @param {string} name */
function listReferences({ declared, references }, name) {
  const ranges = declared.get(name) ?? [];
  return references
    .filter(({ start }) => ranges.some((range) => isIn(range, start)))
    .map((reference) => reference.name);
}

/** @param {Module} place @param {string} name @param {boolean} isExported @returns {Declaration} */
function readDeclaration(place, name, isExported) {
  const statements = place.declared.get(name) ?? [];
  const [first] = statements;
  if (first === undefined) throw new Error(`${place.file} does not declare ${name}`);
  const node = first.type === "ExportNamedDeclaration" && first.declaration !== null ? first.declaration : first;
  const isInside = ({ start = 0 }) => statements.some((range) => isIn(range, start));
  const common = {
    name,
    file: place.file,
    isExported,
    doc: parseDoc(findComment(place, first.start)),
    code: statements.map(({ start, end }) => withoutExport(place.text.slice(start, end))).join("\n"),
    typeParameters: place.typeParameters.filter(isInside).map((each) => each.name),
    parts: place.properties.filter(isInside).map((each) => each.name),
    parents: [],
    members: [],
  };
  switch (node.type) {
    case "TSTypeAliasDeclaration":
      return { ...common, kind: "type", code: readSource(place, name), ...expandExclude(place, name) };
    case "TSInterfaceDeclaration":
    case "ClassDeclaration": {
      const kind = node.type === "ClassDeclaration" ? "class" : "interface";
      const parts = place.properties.filter(({ start }) => isIn(node.body, start)).map((each) => each.name);
      const code = kind === "interface" ? readSource(place, name) : common.code;
      return { ...common, kind, code, parts, parents: readParents(place, node), members: readMembers(place, node) };
    }
    default:
      return { ...common, kind: node.type === "VariableDeclaration" ? "const" : "function" };
  }
}

/** @param {string} code */
function withoutExport(code) {
  return code.replace(/^export /, "").replace(/^declare /, "");
}

/** How its author wrote it, with comments and lines where they were. @param {Module} place @param {string} name */
function readSource(place, name) {
  const source = parseSource(place);
  const [statement] = source.declared.get(name) ?? [];
  if (statement === undefined) throw new Error(`${source.file} does not declare ${name}`);
  return withoutExport(source.text.slice(statement.start, statement.end));
}

/** @param {import("./parse-module.mjs").Range} range @param {number} position */
function isIn({ start, end }, position) {
  return start <= position && position < end;
}
