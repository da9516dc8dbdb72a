import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { findChromium } from "../../../../scripts/browser/find-chromium.mjs";

/** A Chromium with a profile of its own, so that what it stores is on a disk. */
export interface TestBrowser {
  readonly browser: Browser;
  /** Opens a page. Errors of its scripts are thrown by `close`. */
  openPage(address: string): Promise<Page>;
  close(): Promise<void>;
}

/** Starts the Chromium that `findChromium` finds. `profile` keeps what an earlier one has stored; default a new one. */
export async function openBrowser(profile?: string): Promise<TestBrowser> {
  const directory = profile ?? mkdtempSync(join(tmpdir(), "keyed-store-browser-"));
  const browser = await puppeteer.launch({
    executablePath: findChromium() ?? "",
    userDataDir: directory,
    // As root, in containers, no sandbox can be made; what is shown is this repository's own.
    args: ["--no-sandbox"],
  });
  const problems: string[] = [];
  return {
    browser,
    async openPage(address) {
      const page = await browser.newPage();
      page.on("pageerror", (error) => problems.push(String(error)));
      // Nothing here is about time, and a machine may be busy.
      page.setDefaultTimeout(90_000);
      await page.goto(address);
      return page;
    },
    async close() {
      await browser.close();
      if (profile === undefined) rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
      if (problems.length > 0) throw new Error(`pages had problems:\n${problems.join("\n")}`);
    },
  };
}

/** Runs the body of an asynchronous function in a page, and gives what it returns. What it throws is an `Error` with the code in its message. */
export async function run(page: Page, body: string): Promise<unknown> {
  const { answer, failure } = (await page.evaluate(`(async () => {
    try { return { answer: await (async () => { ${body} })() }; }
    catch (error) { return { failure: \`\${error.code ?? error.name}: \${error.message}\` }; }
  })()`)) as { readonly answer?: unknown; readonly failure?: string }; // as it is written here
  if (failure !== undefined) throw new Error(failure);
  return answer;
}
