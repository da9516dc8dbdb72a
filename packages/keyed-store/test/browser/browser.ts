import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { afterAll, beforeAll, onTestFinished } from "vitest";

/** A page in a real browser, and all that went wrong in it. */
export interface OpenPage {
  readonly page: Page;
  /** Errors of scripts, refusals by the policy, and dialogs that opened. */
  readonly problems: string[];
}

/** A browser for a test file. `evil.example` leads to this machine in it, as a name does whose owner rebinds it. */
export function browser(): { open(address: string): Promise<OpenPage> } {
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
    async open(address) {
      if (running === undefined) throw new Error("no browser runs");
      const page = await running.newPage();
      onTestFinished(() => page.close());
      const problems: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(message.text());
      });
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("dialog", (dialog) => {
        problems.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      await page.setViewport({ width: 1180, height: 820 });
      await page.goto(address);
      return { page, problems };
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

/** The keys in the table, in order. */
export function shownKeys(page: Page): Promise<string[]> {
  return page.$$eval("tbody tr:not(.gone) button.key", (all) => all.map((each) => each.textContent ?? ""));
}

/** Chooses in the select with this label. */
export async function choose(page: Page, label: string, value: string): Promise<void> {
  await page.locator(`::-p-xpath(//label[span="${label}"]/select)`).setTimeout(20_000).wait();
  await (await page.$(`::-p-xpath(//label[span="${label}"]/select)`))?.select(value);
}
