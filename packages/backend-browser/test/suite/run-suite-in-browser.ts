import { fileURLToPath } from "node:url";
import puppeteer, { type Browser, type SupportedBrowser } from "puppeteer-core";
import { rolldown } from "rolldown";
import { type Site, serve } from "../support/serve.js";
import type { SuiteReport, SuiteSettings } from "./suite-protocol.js";

/** Which browser, and where its program is. */
export interface BrowserProgram {
  readonly kind: SupportedBrowser;
  readonly path: string;
}

/** A run of the suite in a page. */
export interface SuiteRun {
  /** Resolves when a test has passed, and rejects when it has failed, or can come to no end because the page has. */
  outcome(index: number): Promise<void>;
  /** Milliseconds that the tests took. */
  readonly milliseconds: () => number;
  end(): Promise<void>;
}

const PAGE = '<!doctype html><meta charset="utf-8"><title>suite</title><body><script type="module" src="/main.js"></script>';

/** Longer than any test may take: a page that has said nothing for so long will say nothing more. */
const SILENT_MS = 660_000;

/** Opens a page in a browser of its own, in which the suite runs at once. */
export async function runSuiteInBrowser({ kind, path }: BrowserProgram, settings: SuiteSettings): Promise<SuiteRun> {
  const outcomes = new Map<number, PromiseWithResolvers<void>>();
  let ended: Error | undefined;
  let milliseconds = 0;
  let silence: NodeJS.Timeout | undefined;

  function getOutcome(index: number): PromiseWithResolvers<void> {
    const found = outcomes.get(index) ?? createOutcome();
    outcomes.set(index, found);
    if (ended !== undefined) found.reject(ended);
    return found;
  }

  function endWith(message: string): void {
    ended ??= new Error(message);
    clearTimeout(silence);
    for (const { reject } of outcomes.values()) reject(ended);
  }

  function listen(report: SuiteReport): void {
    clearTimeout(silence);
    if (report.type === "done") return endWith("the page has run all its tests, and this one was not among them");
    if (report.type === "broken") return endWith(`the page cannot run the suite: ${report.message}`);
    silence = setTimeout(() => endWith("the page fell silent"), SILENT_MS);
    milliseconds += report.ms;
    const { resolve, reject } = getOutcome(report.index);
    if (report.failure === undefined) resolve();
    else reject(new Error(report.failure));
  }

  const site = await serveSuite();
  const browser = await launch({ kind, path });
  browser.once("disconnected", () => endWith(`${kind} has ended`));
  const page = await browser.newPage();
  page.on("error", (error) => endWith(`the page crashed: ${error.message}`));
  await page.exposeFunction("reportToTest", listen);
  await page.goto(`${site.origin}/#${encodeURIComponent(JSON.stringify(settings))}`);
  return {
    outcome: (index) => getOutcome(index).promise,
    milliseconds: () => milliseconds,
    async end() {
      await browser.close();
      await site.close();
    },
  };
}
