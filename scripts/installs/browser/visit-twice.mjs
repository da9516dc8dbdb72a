import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../../run.mjs";

/** The package in which it is installed. */
const PACKAGE = join(root, "packages", "backend-browser", "package.json");

/**
 * Opens a page in a browser of its own, loads it again, and gives the titles that it took, and what the browser complained of.
 *
 * @param {string} executablePath
 * @param {string} origin
 * @returns {Promise<{ titles: string[], complaints: string[] }>}
 */
export async function visitTwice(executablePath, origin) {
  /** @type {import("../../../packages/backend-browser/node_modules/puppeteer-core/lib/types.js").PuppeteerNode} */
  const puppeteer = createRequire(PACKAGE)("puppeteer-core").default;
  // As root, in containers, no sandbox can be made; what is shown is this repository's own.
  const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(90_000);
    /** @type {string[]} */
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      // That there is no icon is told of by the browser itself.
      if (message.type() === "error" && !message.location().url?.endsWith("/favicon.ico"))
        complaints.push(message.text());
    });
    const titles = [];
    for (let visit = 0; visit < 2; visit += 1) {
      await page.goto(`${origin}/`);
      await page.waitForFunction('document.title !== ""');
      titles.push(await page.title());
    }
    return { titles, complaints };
  } finally {
    await browser.close();
  }
}
