import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { findChromium } from "../../../../../scripts/browser/find-chromium.mjs";

const SERVE = fileURLToPath(new URL("../../../../../examples/browser/serve.mjs", import.meta.url));

/** The example's own server, as a user starts it; each has a port of its own, so that its pages have a store of their own. */
export interface NotesServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts the example's server until the test ends, or before. */
export async function startServer(): Promise<NotesServer> {
  const child: ChildProcess = spawn(process.execPath, [SERVE, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  onTestFinished(stop);
  const [said] = await once(child.stdout?.setEncoding("utf8") ?? child, "data");
  return { address: String(said).trim(), stop };
}

/** A browser for a test file, with a profile that is kept while it runs. */
export function notesBrowser(): { open(address: string, options?: OpenOptions): Promise<Page> } {
  let running: Browser | undefined;
  beforeAll(async () => {
    // As root, in containers, no sandbox can be made; what is shown is this repository's own.
    running = await puppeteer.launch({ executablePath: findChromium() ?? "", args: ["--no-sandbox"] });
  });
  afterAll(() => running?.close());
  return {
    async open(address, { before } = {}) {
      if (running === undefined) throw new Error("no browser runs");
      // A window, since what is shown in a tab that is behind another one is not drawn, and cannot be clicked.
      const page = await running.newPage({ type: "window" });
      const problems: string[] = [];
      onTestFinished(async () => {
        await page.close();
        if (problems.length > 0) throw new Error(`the page had problems:\n${problems.join("\n")}`);
      });
      page.on("console", (message) => {
        // A server that was stopped is told of by the browser itself.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
          problems.push(message.text());
      });
      page.on("pageerror", (error) => problems.push(String(error)));
      // Nothing here is about time, and a machine may be busy.
      page.setDefaultTimeout(90_000);
      await page.setViewport({ width: 900, height: 700 });
      await before?.(page);
      await page.goto(address);
      return page;
    },
  };
}

/** How a page is opened. */
export interface OpenOptions {
  /** Done before it is loaded. */
  readonly before?: (page: Page) => Promise<unknown>;
}

/** The texts of the notes on the page, in their order. */
export function readTexts(page: Page): Promise<string[]> {
  return page.$$eval("#notes .text", (all) => all.map((each) => each.textContent ?? ""));
}

/** Waits until the notes on the page are these, in this order. */
export async function untilTexts(page: Page, ...texts: readonly string[]): Promise<void> {
  await page.waitForFunction(
    (wanted: string) =>
      JSON.stringify([...document.querySelectorAll("#notes .text")].map((each) => each.textContent)) === wanted,
    {},
    JSON.stringify(texts),
  );
}

/** Waits until an element has a text in it. */
export async function untilText(page: Page, selector: string, text: string): Promise<void> {
  await page.waitForFunction(
    (where: string, what: string) => document.querySelector(where)?.textContent?.includes(what) === true,
    {},
    selector,
    text,
  );
}

/** Adds a note as people do, and waits until it is on the page. */
export async function addNote(page: Page, text: string): Promise<void> {
  await page.locator("#text").fill(text);
  await page.locator("#new .primary").click();
  await page.waitForFunction(
    (wanted: string) => document.querySelector("#notes .text")?.textContent === wanted,
    {},
    text,
  );
}
