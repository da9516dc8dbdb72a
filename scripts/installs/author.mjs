import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { read } from "../checks/files.mjs";
import { node } from "../run.mjs";
import { consumerEnvironment, createFolder, npmInstall, placeAddon } from "./workshop.mjs";

const PAGE = "docs/write-a-backend.md";
const OURS = ["@keyed-store/core", "@keyed-store/sqlite", "@keyed-store/conformance"];

/** What a new author may do wrong first, in a file, and what the suite must say to it. */
const MISTAKE = { file: "data.ts", right: "row.expiresAt > now", wrong: "row.expiresAt >= now" };
const FAILURE = /KS-TTL-2 is broken by small/;

/**
 * The path of a new author, outside of this repository: install, copy the templates of the page, pass; then break a
 * rule, be told its clause, mend it and pass again.
 *
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {(name: string, check: () => Promise<string[]>) => Promise<void>} report
 */
export async function author(shop, report) {
  const { devDependencies } = JSON.parse(read("package.json"));
  const directory = createFolder(shop, "author", OURS, { "better-sqlite3": "12.11.1", vitest: devDependencies.vitest });
  const shown = [...read(PAGE).matchAll(/`([\w.-]+)`\n\n```(?:typescript|javascript)\n(.*?)```/gs)];
  const templates = new Map(shown.map(([, name = "", text = ""]) => [name, text]));
  const write = (/** @type {string} */ name, /** @type {string} */ text) => writeFileSync(join(directory, name), text);

  await report("a backend's author installs", async () => {
    await npmInstall(directory, { args: ["--ignore-scripts"] });
    if (shop.compiled !== undefined) placeAddon(directory, shop.compiled);
    return [];
  });
  await report(`copies what ${PAGE} shows`, async () => {
    for (const [name, text] of templates) write(name, text);
    return templates.size > 0 ? [] : ["it shows no file"];
  });
  await report("and passes, from scratch", () => passes(directory, "small"));
  if (shop.compiled !== undefined) await report("and passes, on SQLite", () => passes(directory, "mine"));
  await report("breaks a rule and is told its clause", async () => {
    const right = templates.get(MISTAKE.file) ?? "";
    write(MISTAKE.file, right.replace(MISTAKE.right, MISTAKE.wrong));
    const { code, output } = await suite(directory, "small");
    return code !== 0 && FAILURE.test(output) ? [] : [`the suite did not say ${FAILURE}\n${output}`];
  });
  await report("mends it and passes", () => {
    write(MISTAKE.file, templates.get(MISTAKE.file) ?? "");
    return passes(directory, "small");
  });
}

/**
 * @param {string} directory
 * @param {string} name
 */
async function passes(directory, name) {
  const { code, output } = await suite(directory, name);
  return code === 0 ? [] : [output];
}

/**
 * @param {string} directory
 * @param {string} name
 */
function suite(directory, name) {
  const vitest = join(directory, "node_modules", "vitest", "vitest.mjs");
  const env = { ...consumerEnvironment(), KEYED_STORE_CONFORMANCE: "quick" };
  return node([vitest, "run", `${name}.test.ts`, "--testTimeout=120000"], { cwd: directory, env });
}
