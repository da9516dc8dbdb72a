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
      return listMissing(section, declaration, declarations).map(
        (part) => `${declaration.name} is shown without ${part}`,
      );
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

/** @param {string} section @param {Declaration} declaration @param {ReadonlyMap<string, Declaration>} declarations */
function listMissing(section, declaration, declarations) {
  const missing = declaration.parts.filter((part) => !isInCode(section, part));
  // What is shown as code says itself of whom the rest is, which has a heading of its own.
  if (section.includes(`interface ${declaration.name}`)) return missing;
  const { fields, calls } = inheritMembers(declaration, declarations);
  const members = [...declaration.members, ...fields, ...calls.map(({ member }) => member)];
  return [...new Set([...missing, ...members.filter(({ name }) => !isEntry(section, name)).map(({ name }) => name)])];
}

/** Whether a member has a row, a heading, or a link to the heading that it has elsewhere. @param {string} section @param {string} name */
function isEntry(section, name) {
  const word = escapePattern(name);
  return new RegExp(
    `^\\| \`${word}\\??\`|^#### (?:\\w+\\.|(?=new ))${name === "constructor" ? "new \\w+" : word}$|\\[\`${word}\`\\]`,
    "m",
  ).test(section);
}

/** Whether a member's name or a text that is a type stands in code. @param {string} section @param {string} part */
function isInCode(section, part) {
  const isText = /^(?:"|-?\d|true$|false$|null$)/.test(part);
  if (isText) return section.includes(part);
  return (
    isEntry(section, part.replaceAll('"', "")) || new RegExp(`[\\s{([]${escapePattern(part)}[\\]?(<:]`).test(section)
  );
}

/** @param {string} text for a regular expression */
function escapePattern(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
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
