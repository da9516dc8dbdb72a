import { BUILT_INS } from "./built-ins.mjs";
import { inheritMembers } from "./inherit-members.mjs";

/** @typedef {import("./read-declarations.mjs").Declaration} Declaration */

/**
 * What a page of the API does not show whole: a name that has no heading, a type that ends in `=`, a member or variant that is nowhere under
 * its heading, and a type that is named and neither explained nor of the language.
 *
 * @param {string} page
 * @param {ReadonlyMap<string, Declaration>} declarations
 * @returns {string[]}
 */
export function findPageFaults(page, declarations) {
  const sections = readSections(page);
  const parameters = new Set([...declarations.values()].flatMap(({ typeParameters }) => typeParameters));
  const isKnown = (/** @type {string} */ name) => sections.has(name) || BUILT_INS.has(name) || parameters.has(name);
  return [
    ...[...declarations.values()].flatMap((declaration) => {
      const section = sections.get(declaration.name);
      if (section === undefined) return [`${declaration.name} is not on the page`];
      return listParts(declaration, declarations)
        .filter((part) => !isShown(section, part))
        .map((part) => `${declaration.name} is shown without ${part}`);
    }),
    ...[...sections].flatMap(([name, section]) => [
      ...(/=\s*\n```/.test(section) ? [`${name} ends in =`] : []),
      ...listTypes(section)
        .filter((type) => !isKnown(type))
        .map((type) => `${name} names ${type}, which is explained nowhere`),
    ]),
  ];
}

/** What stands under each name. @param {string} page @returns {Map<string, string>} */
function readSections(page) {
  const parts = page.split(/^(?=#{2,3} )/m);
  return new Map(
    parts.flatMap((part) => {
      const [, name] = /^### (\S+)\n/.exec(part) ?? [];
      return name === undefined ? [] : [/** @type {const} */ ([name, part.slice(part.indexOf("\n"))])];
    }),
  );
}

/** @param {Declaration} declaration @param {ReadonlyMap<string, Declaration>} declarations */
function listParts(declaration, declarations) {
  const { fields, calls } = inheritMembers(declaration, declarations);
  const inherited = [...fields, ...calls.map(({ member }) => member)].map(({ name }) => name);
  return [...new Set([...declaration.parts, ...declaration.members.map(({ name }) => name), ...inherited])];
}

/** Whether a member's name stands there as code, or a text as it is. @param {string} section @param {string} part */
function isShown(section, part) {
  if (part.startsWith('"') && section.includes(part)) return true;
  const word = part.replaceAll('"', "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const isType = /^(?:"|-?\d|true$|false$|null$)/.test(part);
  return new RegExp(isType ? word : `^\\| \`${word}\\??\`|^#### (?:\\w+\\.)?${word}$|\\[\`${word}\`\\]|[\\s{(]"?${word}"?[?(<:]`, "m").test(section);
}

/** The names of types in what is code of a section. @param {string} section */
function listTypes(section) {
  const code = [
    ...[...section.matchAll(/^```typescript\n([\s\S]*?)^```/gm)].map(([, block = ""]) => block),
    ...[...section.matchAll(/^\| `[^`]+` \| `([^`]+)` \|/gm)].map(([, type = ""]) => type),
    ...[...section.matchAll(/^And all of `([^`]+)`/gm)].map(([, type = ""]) => type),
  ].join("\n");
  const bare = code.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"/g, "");
  return [...new Set(bare.match(/(?<![\w.])[A-Z]\w*/g))];
}
