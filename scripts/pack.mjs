import { mkdirSync } from "node:fs";
import { relative, resolve } from "node:path";
import { setup } from "./setup.mjs";

/*
 * `npm run pack -- <directory>` puts the packages, as they would be published, into a directory, and says how to install them in a
 * program: what is not published can be used all the same.
 */
const [given, ...more] = process.argv.slice(2);
if (given === undefined || more.length > 0) {
  console.error("Say where the packages are to be put: npm run pack -- <directory>");
  process.exit(2);
}

// npm runs scripts in the root, and tells where it was called.
const from = process.env["INIT_CWD"] ?? process.cwd();
const directory = resolve(from, given);
await setup();
mkdirSync(directory, { recursive: true });
// Imported here, since on a clean checkout what it needs comes with the set-up.
const { pack } = await import("./tarballs.mjs");
const tarballs = new Map((await pack(directory)).map(({ name, tarball }) => [name, tarball]));

const ALWAYS = ["@keyed-store/core", "@keyed-store/sqlite", "@keyed-store/backend-wasm", "keyed-store"];
/** @type {readonly [title: string, names: readonly string[], others: string][]} */
const WAYS = [
  ["Nothing to compile (WebAssembly)", [], ""],
  ["On better-sqlite3, Node 20", ["@keyed-store/backend-native"], " better-sqlite3@12"],
  ["On better-sqlite3, Node from 22.14", ["@keyed-store/backend-native"], " better-sqlite3@13"],
  ["On node:sqlite, Node 24", ["@keyed-store/backend-node"], ""],
  ["On PostgreSQL", ["@keyed-store/backend-postgres"], " pg@8"],
];
const quote = (/** @type {string} */ path) => (/^[\w@%+=:,./\\-]+$/.test(path) ? path : `"${path}"`);

console.log(
  `${tarballs.size} packages are in ${relative(from, directory) || "."}. They need one another, so install them together:`,
);
const named = new Set([...ALWAYS, ...WAYS.flatMap(([, names]) => names)]);
const rest = [...tarballs.keys()].filter((name) => !named.has(name));
for (const [title, names, others] of WAYS) {
  const files = [...ALWAYS, ...names].map((name) => quote(tarballs.get(name) ?? ""));
  console.log(`\n# ${title}\nnpm install ${files.join(" ")}${others}`);
}
console.log(`\n# Add what else you need of ${quote(directory)}: ${rest.join(", ")}`);
