/*
 * The store on a page of Chromium against what people use there, in one page and in turns: 1,000 entries of about a hundred bytes,
 * written over and read, one by one and a hundred in flight. `node bench/browser.mjs`, after a build and on a quiet machine; it
 * installs the others in `bench/rivals` when they are not there, and needs a Chromium.
 */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { computeSpeedRatio } from "@keyed-store/conformance/bench";
import { findChromium } from "../scripts/browser/find-chromium.mjs";
import { serveSite } from "../scripts/browser/serve-site.mjs";
import { buildBrowserPackage } from "../scripts/browser-build.mjs";
import { printRatio, printSamples } from "./support/report.mjs";
import { bench } from "./support/results.mjs";
import { installRivals, rivalVersion } from "./support/rivals.mjs";
import { inScratch } from "./support/scratch.mjs";

const ENTRIES = 1_000;
const PLAN = { rounds: 20, turnMs: 150 };
const SMALL_PLAN = { rounds: 4, turnMs: 40 };
const OWN = "keyed-store";
const RIVAL_PACKAGES = ["idb-keyval", "@sqlite.org/sqlite-wasm"];

const IMPORTS = {
  "@keyed-store/backend-browser/standalone": "/packages/backend-browser/dist/flat/standalone.js",
  "@keyed-store/conformance/bench": "/bench/browser/conformance-bench.mjs",
  "@keyed-store/core": "/packages/core/dist/index.js",
  "idb-keyval": "/bench/rivals/node_modules/idb-keyval/dist/index.js",
};
const PAGE = `<!doctype html><meta charset="utf-8"><title>bench</title>
<script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
<script type="module">import { race } from "/bench/browser/race.mjs"; globalThis.race = race;</script>`;

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const require = createRequire(new URL("../packages/backend-browser/package.json", import.meta.url));

await bench("browser", async ({ small }) => {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error(
      "NOTHING WAS MEASURED: no Chromium was found. apt-get install chromium, or name one in KEYED_STORE_TEST_BROWSER",
    );
  await installRivals();
  await buildBrowserPackage();
  const site = await serveSite({ pages: { "/": PAGE }, directories: { "/": ROOT } });
  try {
    return await inScratch((profile) => compare({ ...site, executablePath, profile, plan: small ? SMALL_PLAN : PLAN }));
  } finally {
    await site.close();
  }
});

async function compare({ origin, executablePath, profile, plan }) {
  const browser = await require("puppeteer-core").launch({
    executablePath,
    userDataDir: profile,
    // As root, in containers, no sandbox can be made; what is shown is this repository's own. A race takes minutes.
    args: ["--no-sandbox"],
    protocolTimeout: 0,
  });
  try {
    const page = await browser.newPage();
    page.on("pageerror", (error) => console.error(`on the page: ${error}`));
    await page.goto(`${origin}/`);
    await page.waitForFunction("globalThis.race !== undefined");
    const samples = {};
    for (const durability of ["process", "power"]) {
      samples[durability] = await page.evaluate((options) => globalThis.race(options), {
        durability,
        entries: ENTRIES,
        plan,
      });
      report(durability, samples[durability]);
    }
    const versions = { chromium: (await browser.version()).replace(/^.*\//, "") };
    for (const name of RIVAL_PACKAGES) versions[name] = rivalVersion(name);
    return { data: { samples }, versions };
  } finally {
    await browser.close();
  }
}

function report(durability, samples) {
  console.log(`\ndurable when ${durability === "power" ? "power fails" : "the browser dies"}`);
  printSamples(samples);
  for (const [name, { wall }] of Object.entries(samples)) {
    const [who, operation] = name.split(": ");
    if (who !== OWN)
      printRatio(
        `${operation}: ${OWN} ÷ ${who}, times as fast`,
        computeSpeedRatio(samples[`${OWN}: ${operation}`].wall, wall),
      );
  }
}
