import { inheritMembers } from "./inherit-members.mjs";

/**
 * @typedef {import("./read-declarations.mjs").Declaration} Declaration
 * @typedef {import("./read-members.mjs").Member} Member
 * @typedef {import("./parse-doc.mjs").Doc} Doc
 */

/**
 * A name with all that is to know of it: what an interface or class has in a table and by its calls, all else as code, and so what has
 * members within members.
 *
 * @param {Declaration} declaration
 * @param {ReadonlyMap<string, Declaration>} declarations
 * @param {boolean} asCode whether interfaces are shown as code too
 * @returns {string}
 */
export function formatDeclaration(declaration, declarations, asCode) {
  const { name, kind, code, doc, isExported, members } = declaration;
  const heading = `### ${name}\n\n${isExported || asCode ? "" : "`keyed-store` does not export it: it stands in signatures alone.\n\n"}`;
  const hasInner = members.some(({ code: each }) => each.startsWith("{"));
  if (asCode || hasInner || (kind !== "interface" && kind !== "class"))
    return `${heading}${formatCode(toCode(code))}\n${formatDoc(doc)}`;
  return `${heading}${formatDoc(doc)}${formatMembers(declaration, declarations)}`;
}

/** @param {Declaration} declaration @param {ReadonlyMap<string, Declaration>} declarations */
function formatMembers(declaration, declarations) {
  const { name: owner, members } = declaration;
  const inherited = inheritMembers(declaration, declarations);
  const fields = [...members.filter(({ isCall }) => !isCall), ...inherited.fields];
  const origins = [...new Set(inherited.calls.map(({ from }) => from))];
  return [
    fields.length === 0 ? "" : `${formatTable(fields)}\n`,
    ...members.filter(({ isCall }) => isCall).map((call) => formatCall(owner, call)),
    ...origins.map((origin) => {
      const names = inherited.calls
        .filter(({ from }) => from === origin)
        .map(({ member }) => formatLink(origin, member));
      return `And, as [\`${origin}\`](#${origin.toLowerCase()}) has them: ${names.join(", ")}.\n\n`;
    }),
    ...inherited.others.map((other) => `And all of \`${other}\`.\n\n`),
  ].join("");
}

/** @param {string} owner @param {Member} call */
function formatCall(owner, { name, code, doc }) {
  const title = name === "constructor" ? `new ${owner}` : `${owner}.${name}`;
  return `#### ${title}\n\n${formatCode(code)}\n${formatDoc(doc)}`;
}

/** @param {string} owner @param {Member} call */
function formatLink(owner, { name }) {
  return `[\`${name}\`](#${`${owner}${name}`.toLowerCase()})`;
}

/** @param {readonly Member[]} fields */
function formatTable(fields) {
  const rows = fields.map(({ name, isOptional, code, doc }) => {
    const type = code
      .replace(/ \| undefined$/, "")
      .replace(/\s+/g, " ")
      .replaceAll("|", "\\|");
    const text = [doc.text, ...doc.throws.map((each) => `Error: ${each}`)].join(" ").replace(/\n+/g, " ");
    return `| \`${name}${isOptional ? "?" : ""}\` | \`${type}\` | ${toText(text).replaceAll(" | ", " \\| ")} |`;
  });
  return `| | type | |\n|---|---|---|\n${rows.join("\n")}\n`;
}

/** @param {Doc} doc */
function formatDoc({ text, params, throws, example }) {
  const errors = throws.map((each) => `- ${toText(each)}`).join("\n");
  return [
    text === "" ? "" : `${toText(text)}\n\n`,
    params.map((each) => `${toText(each.replace(/^(\w+) - /, "`$1`: "))}\n\n`).join(""),
    errors === "" ? "" : `Errors:\n\n${errors}\n\n`,
    example === "" ? "" : `\`\`\`ts\n${example}\n\`\`\`\n\n`,
  ].join("");
}

/** A signature, in a language that no test takes for an example. @param {string} code */
function formatCode(code) {
  return `\`\`\`typescript\n${code}\n\`\`\`\n`;
}

/** A comment's links are plain names in code. @param {string} text */
function toCode(text) {
  return text.replace(/\{@link ([\w.]+)\}/g, "$1");
}

/** What tools make of a docstring's links, plain; and a type's name as it is. @param {string} text */
function toText(text) {
  return text.replace(/\{@link ([\w.]+)\}/g, "`$1`");
}
