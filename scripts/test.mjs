import { parseArgs } from "node:util";
import { checkApiPage } from "./api-page.mjs";
import { checkArrows } from "./checks/arrows.mjs";
import { checkCitedClauses, checkProvenClauses } from "./checks/clauses.mjs";
import { checkCleanCheckout } from "./checks/clean-checkout.mjs";
import { checkDocstrings } from "./checks/docstrings.mjs";
import { checkLinks } from "./checks/links.mjs";
import { checkPackages } from "./checks/packages.mjs";
import { checkPortable } from "./checks/portable.mjs";
import { checkSeedChecks } from "./checks/seed-checks.mjs";
import { checkSite } from "./checks/site.mjs";
import { checkReadmeSize, checkSizes } from "./checks/sizes.mjs";
import { checkWords } from "./checks/words.mjs";
import { inspector } from "./inspector.mjs";
import { long } from "./long.mjs";
import { count, finish, leftOut, report } from "./report.mjs";
import { node, tool } from "./run.mjs";
import { runtimeTable } from "./runtime-table.mjs";
import { runtimes } from "./runtimes.mjs";
import { setup } from "./setup.mjs";
import { unit } from "./unit.mjs";
import { windows } from "./windows/index.mjs";

/*
 * `npm test` does everything: set-up, every check, every test. `npm test -- --only docs,lint` runs some parts, and
 * `npm test -- --only unit packages/core` the tests whose path contains one of the words. With `--no-addons` the tests
 * run as on a Node that loads no native addon. With KEYED_STORE_CONFORMANCE=long it is the proofs alone, for an hour.
 */
const PARTS = {
  // What imports packages is imported where it is used: on a clean checkout they come with the set-up.
  async lint() {
    await report("biome", () => expectSuccess(tool("@biomejs/biome", ["check", "--error-on-warnings"])));
    await report("oxlint, type-aware", () =>
      expectSuccess(tool("oxlint", ["--type-aware", "--deny-warnings"], { command: "oxlint" })),
    );
  },
  async types() {
    await report("tests and scripts type-check", () =>
      expectSuccess(tool("typescript", ["-p", "tsconfig.test.json"], { command: "tsc" })),
    );
    for (const directory of [
      "packages/keyed-store/test/browser",
      "packages/backend-browser/test/browser/example",
      "packages/backend-browser/test/suite/page",
      "packages/backend-browser/test/kills/page",
      "examples/browser",
    ])
      await report(`what runs in a browser type-checks: ${directory}`, () =>
        expectSuccess(tool("typescript", ["-p", directory], { command: "tsc" })),
      );
  },
  async docs() {
    await report("links lead somewhere", checkLinks);
    await report("the site is built, its links lead somewhere, and its search finds", checkSite);
    await report("README under 6 KB", checkReadmeSize);
    await report("every export has a docstring", checkDocstrings);
    await report("the page of the API is of its docstrings", checkApiPage);
    await report("every cited clause exists", checkCitedClauses);
    await report("arrows point one way", checkArrows);
    await report("what a browser loads has nothing of Node", checkPortable);
    await report("the commands start on a clean checkout", checkCleanCheckout);
    await report("the table of runtimes is of today", runtimeTable);
    await report("every seed check has its proof", checkSeedChecks);
    await report("the page of figures is of its results", () => expectSuccess(node(["bench/page.mjs", "--check"])));
    await report("files are small", checkSizes);
    await report("nothing names a machine", checkWords);
  },
  async packages() {
    await checkPackages(report);
  },
  async installs() {
    const { installs } = await import("./installs/index.mjs");
    await installs(report);
  },
  async demo() {
    await report("npm start", () => expectSuccess(node(["scripts/start.mjs"])));
  },
  async containers() {
    const { containers } = await import("./containers/index.mjs");
    await containers(report);
  },
  async runtimes() {
    await runtimes(report);
  },
  async windows() {
    await windows(report);
  },
  async inspector() {
    await inspector({ addons });
  },
  async browser() {
    const { browser } = await import("./browser.mjs");
    await browser({ addons, withFirefox: values.only !== undefined });
  },
  async unit() {
    const { passed, failed, notRun } = await unit(filters, { addons });
    count({ passed: passed.length, failed });
    if (notRun > 0) console.log(`${notRun} tests do not apply here and were not run`);
    if (filters.length > 0) return;
    const { poolerMissing, serverMissing } = await import("../packages/backend-postgres/test/support/find-server.mjs");
    if (serverMissing !== undefined) leftOut("the backend on PostgreSQL", serverMissing);
    else if (poolerMissing !== undefined) leftOut("PostgreSQL behind pgbouncer", poolerMissing);
    await report("every clause is proven", () => checkProvenClauses(passed, native && addons));
  },
  async long() {
    const { passed, failed, done, tooFew } = await long({ addons });
    count({ passed: passed.length, failed });
    for (const [figure, total] of done) console.log(`${total.toLocaleString("en")} ${figure}`);
    await report("so much was proven as an hour must", () => tooFew);
  },
};

/** What `npm test` does; at length, the proofs alone, which take their time. */
const USUAL = process.env["KEYED_STORE_CONFORMANCE"]?.startsWith("long")
  ? ["long"]
  : Object.keys(PARTS).filter((name) => name !== "long" && name !== "windows");

/**
 * What runs side by side, each lane in turn: together they keep two processors at work. All other parts come one by one as soon as a lane
 * is through.
 */
const LANES = [
  ["lint", "types", "docs", "packages", "installs", "demo"],
  ["containers", "browser", "inspector", "runtimes"],
];

/** @param {Promise<{ code: number, output: string }>} running */
async function expectSuccess(running) {
  const { code, output } = await running;
  return code === 0 ? [] : [output.trim()];
}

const { values, positionals: filters } = parseArgs({
  options: { only: { type: "string" }, "no-addons": { type: "boolean", default: false } },
  allowPositionals: true,
});
const addons = !values["no-addons"];
const wanted = values.only?.split(",") ?? USUAL;
const parts = Object.entries(PARTS).filter(([name]) => wanted.includes(name));
if (parts.length < wanted.length) {
  throw new Error(`--only takes ${Object.keys(PARTS).join(", ")}, with commas between; given was ${values.only}`);
}

let native = false;
const ready = await runPart("set-up", async () => {
  ({ native } = await setup());
});
if (ready) {
  const among = (/** @type {readonly string[]} */ names) => parts.filter(([name]) => names.includes(name));
  const lanes = LANES.map((names) => runInTurn(among(names)));
  await Promise.race(lanes);
  await Promise.all([...lanes, runInTurn(parts.filter(([name]) => !LANES.flat().includes(name)))]);
}
if (values.only === undefined)
  leftOut("windows", "it takes Wine and some ten minutes; npm test -- --only windows runs it");
finish();

/** @param {typeof parts} chosen */
async function runInTurn(chosen) {
  for (const [name, part] of chosen) await runPart(name, part);
}

/**
 * What breaks a part as a whole counts as one failed check, and the others go on.
 *
 * @param {string} name
 * @param {() => Promise<void>} part
 */
async function runPart(name, part) {
  const started = performance.now();
  try {
    await part();
    return true;
  } catch (error) {
    await report(name, () => Promise.reject(error));
    return false;
  } finally {
    console.log(`part ${name}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
}
