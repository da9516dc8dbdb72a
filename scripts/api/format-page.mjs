import { formatDeclaration } from "./format-declaration.mjs";
import { BACKEND_SECTION, LAST_SECTION, SECTIONS, UNEXPORTED_SECTION } from "./sections.mjs";

/** @typedef {import("./read-declarations.mjs").Declaration} Declaration */

const HEAD = `# The API

Every call of \`keyed-store\`, its options and its errors, and every type that they name. This page is made from the docstrings by
\`npm run api\`, and a check keeps it true to them. Codes in brackets, such as KS-ATOM-1, are clauses of
[the contract](contract.md#clauses). Examples without an import go on from the one above them; all of them are run by the tests.
`;

/**
 * @param {ReadonlyMap<string, Declaration>} declarations
 * @returns {string}
 */
export function formatPage(declarations) {
  const named = new Set(SECTIONS.flatMap(({ names }) => names));
  const rest = [...declarations.values()].filter(({ name }) => !named.has(name));
  const namesWhere = (/** @type {(declaration: Declaration) => boolean} */ isMeant) =>
    rest
      .filter(isMeant)
      .map(({ name }) => name)
      .sort();
  const sections = [
    ...SECTIONS,
    { title: LAST_SECTION, names: namesWhere(({ isExported }) => isExported) },
    { ...BACKEND_SECTION, names: namesWhere((each) => !each.isExported && isOfBackends(each)) },
    { ...UNEXPORTED_SECTION, names: namesWhere((each) => !each.isExported && !isOfBackends(each)) },
  ];
  const contents = sections.map(({ title }) => `[${title}](#${toAnchor(title)})`).join(" · ");
  const page = `${HEAD}\n${contents}\n\n${sections.map((section) => formatSection(section, declarations)).join("\n")}`;
  return `${page.replace(/\n{3,}/g, "\n\n").trimEnd()}\n`;
}

/**
 * @param {{ title: string, text?: string, names: readonly string[], asCode?: boolean }} section
 * @param {ReadonlyMap<string, Declaration>} declarations
 */
function formatSection({ title, text, names, asCode = false }, declarations) {
  const parts = names.map((name) => {
    const declaration = declarations.get(name);
    if (declaration === undefined) throw new Error(`${name} is in the section ${title}, and no signature names it`);
    return formatDeclaration(declaration, declarations, asCode);
  });
  return `## ${title}\n\n${text === undefined ? "" : `${text}\n\n`}${parts.join("\n")}`;
}

/** @param {Declaration} declaration */
function isOfBackends({ file }) {
  return file.startsWith("packages/core/dist/backend/");
}

/** @param {string} title */
function toAnchor(title) {
  return title.toLowerCase().replaceAll(" ", "-");
}
