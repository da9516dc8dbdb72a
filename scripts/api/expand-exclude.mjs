import { findComment } from "./find-comment.mjs";
import { findModule } from "./find-module.mjs";
import { parseSource } from "./parse-module.mjs";

/**
 * @typedef {import("./parse-module.mjs").Module} Module
 * @typedef {import("rolldown/utils").ESTree.TSTypeAliasDeclaration} Alias
 * @typedef {import("rolldown/utils").ESTree.TSType} Type
 * @typedef {{ place: Module, type: Type }} Variant
 */

/**
 * A union of which a part is another one without some of its variants, `Exclude<Other<T>, { readonly kind: "text" }>`: with the variants
 * that are left in place of it, so that it can be read on the spot.
 *
 * @param {Module} place of the emitted declaration
 * @param {string} name
 * @returns {{ code: string, parts: string[] } | undefined} nothing where there is no such part
 */
export function expandExclude(place, name) {
  const source = parseSource(place);
  const alias = findAlias(source, name);
  if (alias?.typeAnnotation.type !== "TSUnionType") return undefined;
  const variants = alias.typeAnnotation.types.map((type) => ({
    all: listLeft(source, type),
    own: { place: source, type },
  }));
  if (variants.every(({ all }) => all === undefined)) return undefined;
  const listed = variants.flatMap(({ all, own }) => all ?? [own]);
  const head = source.text.slice(alias.start, alias.typeAnnotation.start).replace(/=[\s\S]*$/, "=");
  return { code: `${head}\n${listed.map(formatVariant).join("\n")};`, parts: listed.flatMap(listParts) };
}

/** @param {Variant} variant */
function formatVariant({ place, type }) {
  const comment = findComment(place, type.start);
  return `${comment === "" ? "" : `  ${comment}\n`}  | ${place.text.slice(type.start, type.end)}`;
}

/** @param {Variant} variant */
function listParts({ place, type }) {
  return place.properties.filter(({ start }) => type.start <= start && start < type.end).map(({ name }) => name);
}

/** What an `Exclude` leaves of a union. @param {Module} place @param {Type} type @returns {Variant[] | undefined} */
function listLeft(place, type) {
  if (type.type !== "TSTypeReference" || textOf(place, type.typeName) !== "Exclude") return undefined;
  const [from, without] = type.typeArguments?.params ?? [];
  if (from?.type !== "TSTypeReference" || without?.type !== "TSTypeLiteral") return undefined;
  const name = textOf(place, from.typeName);
  const target = findModule(place.file, name);
  const alias = target === undefined ? undefined : findAlias(target, name);
  const named = from.typeArguments?.params.map((each) => textOf(place, each)).join();
  const own = alias?.typeParameters?.params
    .map((each) => (target === undefined ? "" : textOf(target, each.name)))
    .join();
  // Where the parameters have other names, the variants could not be shown as they are written.
  if (target === undefined || alias?.typeAnnotation.type !== "TSUnionType" || named !== own) return undefined;
  const [shown = ""] = without.members.map((member) => textOf(place, member).replace(/;$/, ""));
  return alias.typeAnnotation.types
    .filter(
      (each) =>
        each.type !== "TSTypeLiteral" ||
        !each.members.some((member) => textOf(target, member).replace(/;$/, "") === shown),
    )
    .map((each) => ({ place: target, type: each }));
}

/** @param {Module} place @param {string} name @returns {Alias | undefined} */
function findAlias({ declared }, name) {
  const [statement] = declared.get(name) ?? [];
  const node = statement?.type === "ExportNamedDeclaration" ? statement.declaration : statement;
  return node?.type === "TSTypeAliasDeclaration" ? node : undefined;
}

/** @param {Module} place @param {import("./parse-module.mjs").Range} range */
function textOf({ text }, { start, end }) {
  return text.slice(start, end);
}
