import { LAST_SECTION, SECTIONS } from "./sections.mjs";

/**
 * @typedef {import("./read-declarations.mjs").Declaration} Declaration
 * @typedef {import("./read-declarations.mjs").Member} Member
 * @typedef {import("./parse-doc.mjs").Doc} Doc
 */

const HEAD = `# The API

Every call of \`keyed-store\`, its options and its errors. This page is made from the docstrings by \`npm run api\`, and a check keeps it true
to them. Codes in brackets, such as KS-ATOM-1, are clauses of [the contract](contract.md#clauses). Examples without an import go on from the
one above them; all of them are run by the tests.
`;

/**
 * @param {ReadonlyMap<string, Declaration>} declarations
 * @returns {string}
 */
export function formatPage(declarations) {
  const named = new Set(SECTIONS.flatMap(({ names }) => names));
  const rest = [...declarations.keys()].filter((name) => !named.has(name)).sort();
  const sections = [...SECTIONS, { title: LAST_SECTION, names: rest }];
  const contents = sections.map(({ title }) => `[${title}](#${toAnchor(title)})`).join(" · ");
  return `${HEAD}\n${contents}\n\n${sections.map((section) => formatSection(section, declarations)).join("\n")}`;
}

/**
 * @param {{ title: string, text?: string, names: readonly string[] }} section
 * @param {ReadonlyMap<string, Declaration>} declarations
 */
function formatSection({ title, text, names }, declarations) {
  const parts = names.map((name) => {
    const declaration = declarations.get(name);
    if (declaration === undefined) throw new Error(`${name} is in the section ${title}, and is no export`);
    return formatDeclaration(declaration);
  });
  return `## ${title}\n\n${text === undefined ? "" : `${text}\n\n`}${parts.join("\n")}`;
}

/** @param {Declaration} declaration */
function formatDeclaration({ name, kind, signature, parents, doc, members }) {
  const isPart = kind === "interface" || kind === "class";
  const more = parents === "" || kind === "class" ? "" : `${toText(`All of \`${parents}\`, and:`)}\n\n`;
  const shown = isPart ? "" : `${code(signature)}\n`;
  const calls = members.filter(({ signature: each }) => isCall(each));
  const fields = members.filter(({ signature: each }) => !isCall(each) && !each.startsWith("constructor"));
  return [
    `### ${name}\n\n`,
    shown,
    formatDoc(doc),
    fields.length === 0 ? "" : `${more}${formatTable(fields)}\n`,
    ...calls.map((call) => `#### ${name}.${call.name}\n\n${code(call.signature)}\n${formatDoc(call.doc)}`),
  ].join("");
}

/** @param {string} signature */
function isCall(signature) {
  return /^\[?[\w.]+\]?(<.*?>+)?\(/.test(signature) && !signature.startsWith("constructor");
}

/** @param {readonly Member[]} fields */
function formatTable(fields) {
  const rows = fields.map(({ name, signature, doc }) => {
    const isOptional = /^(?:readonly )?[\w"~]+\?/.test(signature);
    const type = signature
      .replace(/^[^:]*: /, "")
      .replace(/ \| undefined$/, "")
      .replace(/\s+/g, " ");
    const text = [doc.text, ...doc.throws.map((each) => `Error: ${each}`)].join(" ").replace(/\n+/g, " ");
    return `| \`${name}${isOptional ? "?" : ""}\` | \`${type.replaceAll("|", "\\|")}\` | ${toText(text).replaceAll(" | ", " \\| ")} |`;
  });
  return `| | type | |\n|---|---|---|\n${rows.join("\n")}\n`;
}

/** @param {Doc} doc */
function formatDoc({ text, params, throws, example }) {
  const errors = throws.map((each) => `- ${toText(each)}`).join("\n");
  return [
    `${toText(text)}\n\n`,
    params.map((each) => `${toText(each.replace(/^(\w+) - /, "`$1`: "))}\n\n`).join(""),
    errors === "" ? "" : `Errors:\n\n${errors}\n\n`,
    example === "" ? "" : `\`\`\`ts\n${example}\n\`\`\`\n\n`,
  ].join("");
}

/** A signature, in a language that no test takes for an example. @param {string} signature */
function code(signature) {
  return `\`\`\`typescript\n${signature}\n\`\`\`\n`;
}

/** What tools make of a docstring's links, plain; and a type's name as it is. @param {string} text */
function toText(text) {
  return text.replace(/\{@link ([\w.]+)\}/g, "`$1`");
}

/** @param {string} title */
function toAnchor(title) {
  return title.toLowerCase().replaceAll(" ", "-");
}
