import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { read } from "./checks/files.mjs";
import { createFolder, npmInstall, WITH_NATIVE, withWorkshop } from "./installs/workshop.mjs";
import { root } from "./run.mjs";
import { findNode, findProgram, otherRuntimes, runReport } from "./runtimes.mjs";
import { setup } from "./setup.mjs";

/*
 * `node scripts/runtime-table.mjs` runs the whole suite on every backend and runtime there is, keeps what came of it in
 * docs/runtimes.json, and writes docs/runtimes.md. With `--page` it only writes the page anew. It takes some minutes.
 */

/** @typedef {import("./runtimes.mjs").Report} Report */

const RESULTS = "docs/runtimes.json";
const PAGE = "docs/runtimes.md";
const BACKENDS = ["memory", "wasm", "node", "native"];

/** Whether the page is what the results say, and the results speak of the contract as it is. */
export function runtimeTable() {
  const problems =
    read(PAGE) === page(results()) ? [] : [`${PAGE} is not what ${RESULTS} says; run scripts/runtime-table.mjs --page`];
  const spoken = new Set(results().flatMap(clausesOf));
  const defined = [...read("docs/contract.md").matchAll(/^- \*\*(KS-[A-Z]+-\d+)\*\*/gm)].map(
    ([, clause = ""]) => clause,
  );
  const unknown = [...spoken].filter((clause) => !defined.includes(clause));
  if (unknown.length > 0) problems.push(`${RESULTS} speaks of ${unknown.join(", ")}, which the contract does not know`);
  const missing = defined.filter((clause) => !spoken.has(clause) && !ELSEWHERE.has(clause));
  if (missing.length > 0)
    problems.push(`${RESULTS} is older than ${missing.join(", ")}; run scripts/runtime-table.mjs`);
  return problems;
}

/** What no suite can ask of every backend, and where it is tested instead. */
const ELSEWHERE = new Map([
  ["KS-ATOM-8", "by reads of connections with and without a cache"],
  ["KS-CAP-4", "in the query plans of every statement"],
  ["KS-LIFE-5", "by programs that do something to the files of an open store"],
  ["KS-SEL-5", "in the tests of selection, and by the suite of a service"],
  ["KS-SHARE-3", "in the tests of sharing"],
  ["KS-SHARE-4", "in the tests of sharing"],
  ["KS-SHARE-5", "in the tests of sharing"],
  ["KS-THREAD-2", "in the tests of worker threads"],
  ["KS-TTL-6", "in the tests under fake timers"],
]);

/** @returns {Report[]} */
function results() {
  return JSON.parse(readFileSync(join(root, RESULTS), "utf8"));
}

async function measure() {
  await setup();
  /** @type {Report[]} */
  const all = [];
  const others = await otherRuntimes();
  for (const backend of BACKENDS) all.push(await runReport(process.execPath, [], backend));
  if (!others) return all;
  for (const version of ["22.", "24.", "26."])
    for (const backend of ["memory", "wasm", "node"]) all.push(await runReport(findNode(version), [], backend));
  for (const backend of BACKENDS) all.push(await runReport(findProgram("bun"), [], backend));
  for (const backend of BACKENDS) all.push(await runReport(findProgram("deno"), ["run", "--allow-all"], backend));
  // A later Node needs a later better-sqlite3 than the workspace has.
  await withWorkshop(async (shop) => {
    const ours = [...WITH_NATIVE, "@keyed-store/backend-node", "@keyed-store/conformance"];
    const directory = createFolder(shop, "newest", ours, { "better-sqlite3": "13.2.0" });
    await npmInstall(directory, { args: ["--ignore-scripts"] });
    for (const part of ["runners", "support"])
      cpSync(join(root, "packages", "conformance", "test", part), join(directory, part), { recursive: true });
    for (const version of ["22.", "24.", "26."]) all.push(await runReport(findNode(version), [], "native", directory));
  });
  return all;
}

/** @param {Report} report */
function clausesOf({ passed = {}, failed = [], notApplicable = [] }) {
  return [
    ...Object.keys(passed),
    ...failed.map(({ title }) => title.split(" ")[0] ?? ""),
    ...notApplicable.map(({ clause }) => clause),
  ];
}

/** @param {readonly Report[]} all */
function page(all) {
  const runtimes = [...new Set(all.map(({ runtime }) => runtime))].sort(
    new Intl.Collator("en", { numeric: true }).compare,
  );
  /** @type {(backend: string, runtime: string) => Report | undefined} */
  const find = (backend, runtime) => all.find((each) => each.backend === backend && each.runtime === runtime);
  const reasons = all.flatMap(({ runtime, backend, missing }) =>
    missing === undefined ? [] : [`- **${backend} on ${runtime}**: ${reasonIn(missing)}`],
  );
  const inapplicable = new Map(
    all.flatMap(({ backend, notApplicable = [] }) =>
      notApplicable.map(({ clause, title, why }) => [
        `${backend} ${clause} ${title}`,
        `- ${backend}, ${clause} (${title}): ${why}`,
      ]),
    ),
  );
  const differing = BACKENDS.map((backend) => [
    `### ${backend}`,
    "",
    table(
      ["clause", ...runtimes.filter((runtime) => find(backend, runtime)?.passed !== undefined)],
      [...new Set(all.filter((each) => each.backend === backend).flatMap(clausesOf))]
        .sort(new Intl.Collator("en", { numeric: true }).compare)
        .map((clause) => [
          clause,
          ...runtimes
            .map((runtime) => find(backend, runtime))
            .flatMap((report) => (report?.passed === undefined ? [] : [cell(report, clause)])),
        ]),
    ),
  ]);
  return [
    "# Runtimes",
    "",
    "The suite on every backend and runtime, as `node scripts/runtime-table.mjs` found it: tests passed. This page is made from",
    "[its results](runtimes.json), in the size `quick` of [the suite](conformance.md#how-much), and a check keeps both true to the contract.",
    "",
    table(
      ["backend", ...runtimes],
      BACKENDS.map((backend) => [backend, ...runtimes.map((runtime) => total(find(backend, runtime)))]),
    ),
    "",
    "## What cannot run where",
    "",
    ...reasons,
    "",
    "## Clause by clause",
    "",
    "`-`: means nothing for this backend; the reasons are below. " +
      `Not in the suite: ${[...ELSEWHERE].map(([clause, where]) => `${clause}, tested ${where}`).join("; ")}.`,
    ...differing.flatMap((lines) => ["", ...lines]),
    "",
    "## Cases that mean nothing for a backend",
    "",
    ...[...inapplicable.values()].sort(),
    "",
  ].join("\n");
}

/** @param {string} missing */
function reasonIn(missing) {
  const text = missing.replace(/^KeyedStoreError: /, "");
  return /^better-sqlite3 \S+ is installed but cannot be loaded: (?:it was built for|'better-sqlite3')/.test(text)
    ? text
    : (text.split(" To install it again")[0] ?? text);
}

/** @param {Report | undefined} report */
function total(report) {
  if (report === undefined || report.missing !== undefined) return "cannot run";
  const passed = Object.values(report.passed ?? {}).reduce((sum, each) => sum + each, 0);
  const failed = report.failed?.length ?? 0;
  return failed === 0 ? `${passed}` : `${passed}, **${failed} failed**`;
}

/**
 * @param {Report} report
 * @param {string} clause
 */
function cell({ passed = {}, failed = [] }, clause) {
  const bad = failed.filter(({ title }) => title.startsWith(`${clause} `)).length;
  if (bad > 0) return `**${bad} failed**`;
  return passed[clause] === undefined ? "-" : `${passed[clause]}`;
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

if (process.argv[1] === join(root, "scripts", "runtime-table.mjs")) {
  const { values } = parseArgs({ options: { page: { type: "boolean", default: false } } });
  if (!values.page) writeFileSync(join(root, RESULTS), `${JSON.stringify(await measure(), undefined, 2)}\n`);
  writeFileSync(join(root, PAGE), page(results()));
}
