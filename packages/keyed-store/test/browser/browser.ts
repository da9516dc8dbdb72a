import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { afterAll, beforeAll, onTestFinished } from "vitest";

/** How a page is opened. */
export interface OpenOptions {
  /** Whether it is a page that attacks, whose failures are what is hoped for. */
  readonly isHostile?: boolean;
}

/** A browser for a test file. `evil.example` leads to this machine in it, as a name does whose owner rebinds it. */
export function browser(): { open(address: string, options?: OpenOptions): Promise<Page> } {
  let running: Browser | undefined;
  beforeAll(async () => {
    running = await puppeteer.launch({
      executablePath: process.env["KEYED_STORE_TEST_BROWSER"] ?? "",
      // As root, in containers, no sandbox can be made; what is shown is this repository's own.
      args: ["--no-sandbox", "--host-resolver-rules=MAP evil.example 127.0.0.1"],
    });
  });
  afterAll(() => running?.close());
  return {
    async open(address, { isHostile = false } = {}) {
      if (running === undefined) throw new Error("no browser runs");
      const page = await running.newPage();
      // Errors of scripts, refusals by the policy, and dialogs that opened.
      const problems: string[] = [];
      onTestFinished(async () => {
        await page.close();
        if (!isHostile && problems.length > 0) throw new Error(`the page had problems:\n${problems.join("\n")}`);
      });
      page.on("console", (message) => {
        // What the server refuses is told of by the page, and by the browser itself.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
          problems.push(message.text());
      });
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("dialog", (dialog) => {
        problems.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      // Nothing here is about time, and a machine may be busy.
      page.setDefaultTimeout(90_000);
      await page.setViewport({ width: 1180, height: 820 });
      await page.goto(address);
      return page;
    },
  };
}

/** Waits until the page is drawn and follows the store. */
export async function untilLive(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("[data-part=connection]")?.textContent === "live");
}

/** Waits until an element has a text in it. */
export async function untilText(page: Page, selector: string, text: string): Promise<void> {
  await page.waitForFunction(
    (where: string, what: string) =>
      [...document.querySelectorAll(where)].some((each) => each.textContent?.includes(what)),
    {},
    selector,
    text,
  );
}

/** Clicks the first visible button that says exactly this, or begins with it where `begins`. */
export async function press(page: Page, text: string): Promise<void> {
  const selector = `::-p-xpath(//*[self::button or self::summary][normalize-space()="${text}"])`;
  await page.locator(selector).click();
}

/** Types into a field, as soon as it is there. */
export async function typeInto(page: Page, selector: string, text: string): Promise<void> {
  await page.waitForSelector(selector);
  await page.type(selector, text);
}

/** The keys in the table, in order. */
export function shownKeys(page: Page): Promise<string[]> {
  return page.$$eval("tbody tr:not(.gone) button.key", (all) => all.map((each) => each.textContent ?? ""));
}

/** Chooses in the select with this label. */
export async function choose(page: Page, label: string, value: string): Promise<void> {
  await page.locator(`::-p-xpath(//label[span="${label}"]/select)`).setTimeout(20_000).wait();
  await (await page.$(`::-p-xpath(//label[span="${label}"]/select)`))?.select(value);
}
