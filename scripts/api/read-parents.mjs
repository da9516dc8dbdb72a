import { findModule } from "./find-module.mjs";

/**
 * @typedef {import("./parse-module.mjs").Module} Module
 * @typedef {import("rolldown/utils").ESTree.TSType} Type
 * @typedef {object} Parent What an interface or class extends.
 * @property {string} text
 * @property {string} name the interface or class that members come from
 * @property {readonly string[] | undefined} kept these of its members alone
 * @property {readonly string[]} dropped all but these
 */

/**
 * @param {Module} place
 * @param {import("rolldown/utils").ESTree.TSInterfaceDeclaration | import("rolldown/utils").ESTree.Class} node
 * @returns {Parent[]}
 */
export function readParents(place, node) {
  const textOf = (/** @type {import("./parse-module.mjs").Range} */ { start, end }) => place.text.slice(start, end);
  if (node.type !== "TSInterfaceDeclaration")
    return node.superClass === null
      ? []
      : [{ text: textOf(node.superClass), name: textOf(node.superClass), kept: undefined, dropped: [] }];
  return node.extends.map((parent) => {
    const text = textOf(parent);
    const name = textOf(parent.expression);
    const [from, names] = parent.typeArguments?.params ?? [];
    if ((name !== "Pick" && name !== "Omit") || from?.type !== "TSTypeReference" || names === undefined)
      return { text, name, kept: undefined, dropped: [] };
    const listed = listNames(place, names);
    const of = textOf(from.typeName);
    return name === "Pick"
      ? { text, name: of, kept: listed, dropped: [] }
      : { text, name: of, kept: undefined, dropped: listed };
  });
}

/** The texts of a union, through the names of other unions. @param {Module} place @param {Type} type @returns {string[]} */
function listNames(place, type) {
  if (type.type === "TSUnionType") return type.types.flatMap((each) => listNames(place, each));
  if (type.type === "TSLiteralType") return [place.text.slice(type.start + 1, type.end - 1)];
  const name = type.type === "TSTypeReference" ? place.text.slice(type.typeName.start, type.typeName.end) : "";
  const target = findModule(place.file, name);
  const [statement] = target?.declared.get(name) ?? [];
  const node = statement?.type === "ExportNamedDeclaration" ? statement.declaration : statement;
  if (target === undefined || node?.type !== "TSTypeAliasDeclaration")
    throw new Error(`${place.file}: ${place.text.slice(type.start, type.end)} is no list of names that can be read`);
  return listNames(target, node.typeAnnotation);
}
