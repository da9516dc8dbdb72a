import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync, Visitor } from "rolldown/utils";
import { root } from "../run.mjs";

/**
 * @typedef {import("rolldown/utils").ESTree.Statement} Statement
 * @typedef {import("rolldown/utils").ESTree.TSTypeReference} TypeReference
 * @typedef {Range & { value: string }} Comment
 * @typedef {{ start: number, end: number }} Range
 * @typedef {Range & { name: string }} Named
 * @typedef {object} Module What a file of TypeScript declares, and the names that stand in it.
 * @property {string} file from the root
 * @property {string} text
 * @property {readonly Comment[]} comments
 * @property {ReadonlyMap<string, readonly Statement[]>} declared overloads together
 * @property {ReadonlySet<string>} exported of those that are declared here
 * @property {ReadonlyMap<string, string>} passedOn names to where they come from
 * @property {ReadonlyMap<string, string>} imported names to where they come from
 * @property {readonly Named[]} references names of types, and of what stands in their place
 * @property {readonly Named[]} typeParameters
 * @property {readonly Named[]} properties names of members, and texts that are types
 * @property {readonly TypeReference[]} typeReferences
 */

/** @type {Map<string, Module>} */
const modules = new Map();

/** @param {string} file from the root @returns {Module} */
export function parseModule(file) {
  const known = modules.get(file);
  if (known !== undefined) return known;
  const made = readModule(file);
  modules.set(file, made);
  return made;
}

/** What a declaration was emitted from. @param {Module} emitted */
export function parseSource({ file }) {
  return parseModule(file.replace("/dist/", "/src/").replace(/\.d\.ts$/, ".ts"));
}

/** @param {string} file @returns {Module} */
function readModule(file) {
  const text = readFileSync(join(root, file), "utf8");
  const { program, comments, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  /** @type {Map<string, Statement[]>} */
  const declared = new Map();
  /** @type {Set<string>} */
  const exported = new Set();
  /** @type {Map<string, string>} */
  const passedOn = new Map();
  /** @type {Map<string, string>} */
  const imported = new Map();
  for (const statement of program.body) {
    if (statement.type === "ImportDeclaration") {
      for (const { local } of statement.specifiers) imported.set(local.name, resolve(file, statement.source.value));
    } else if (statement.type === "ExportNamedDeclaration" && statement.source !== null) {
      for (const { exported: name } of statement.specifiers)
        passedOn.set(text.slice(name.start, name.end), resolve(file, statement.source.value));
    } else {
      const isExport = statement.type === "ExportNamedDeclaration" && statement.declaration !== null;
      const name = readName(isExport ? statement.declaration : statement);
      if (name === undefined) continue;
      declared.set(name, [...(declared.get(name) ?? []), statement]);
      if (isExport) exported.add(name);
    }
  }
  return { file, text, comments, declared, exported, passedOn, imported, ...collectNames(text, program) };
}

/** @param {string} text @param {import("rolldown/utils").ESTree.Program} program */
function collectNames(text, program) {
  /** @type {Named[]} */
  const references = [];
  /** @type {Named[]} */
  const typeParameters = [];
  /** @type {Named[]} */
  const properties = [];
  /** @type {TypeReference[]} */
  const typeReferences = [];
  const named = (/** @type {Range} */ { start, end }) => ({ name: text.slice(start, end), start, end });
  new Visitor({
    TSTypeReference(node) {
      references.push(named(node.typeName));
      typeReferences.push(node);
    },
    TSTypeQuery: (node) => void references.push(named(node.exprName)),
    TSInterfaceHeritage: (node) => void references.push(named(node.expression)),
    ClassDeclaration(node) {
      if (node.superClass !== null) references.push(named(node.superClass));
    },
    TSTypeParameter: (node) => void typeParameters.push(named(node.name)),
    TSMappedType: (node) => void typeParameters.push(named(node.key)),
    TSPropertySignature(node) {
      properties.push(named(node.key));
      if (node.computed && node.key.type === "Identifier") references.push(named(node.key));
    },
    TSMethodSignature: (node) => void properties.push(named(node.key)),
    PropertyDefinition: (node) => void properties.push(named(node.key)),
    TSLiteralType: (node) => void properties.push(named(node)),
  }).visit(program);
  return { references, typeParameters, properties, typeReferences };
}

/** @param {Statement | null} statement */
function readName(statement) {
  switch (statement?.type) {
    case "TSTypeAliasDeclaration":
    case "TSInterfaceDeclaration":
    case "ClassDeclaration":
    case "TSDeclareFunction":
    case "FunctionDeclaration":
      return statement.id?.name;
    case "VariableDeclaration": {
      const id = statement.declarations[0]?.id;
      return id?.type === "Identifier" ? id.name : undefined;
    }
    default:
      return undefined;
  }
}

/**
 * The file that an import means: one of ours from the root, or the name of the package as it is.
 *
 * @param {string} file
 * @param {string} from
 */
function resolve(file, from) {
  const suffix = file.endsWith(".d.ts") ? ".d.ts" : ".ts";
  if (from.startsWith(".")) return join(dirname(file), from.replace(/\.js$/, suffix));
  return from.startsWith("@keyed-store/")
    ? join("packages", from.slice("@keyed-store/".length), "dist", "index.d.ts")
    : from;
}
