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
  end(): Promise<void>;
}

/** What will become of a test. */
interface Outcome {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>suite</title><link rel="icon" href="data:,"><body><script type="module" src="/main.js"></script>';

/** Longer than any test may take: a page that has said nothing for so long will say nothing more. In real time: it only ends what hangs. */
const SILENT_MS = 660_000;

/**
 * So many pages run it side by side, for most of the time each waits for its worker, and that for the disk. Firefox has one thread for the
 * files of all pages.
 */
const LANES: Readonly<Record<SupportedBrowser, number>> = { chrome: 3, firefox: 1 };

/** Opens pages in a browser of its own, in which the suite runs at once. */
export async function runSuiteInBrowser(
  { kind, path }: BrowserProgram,
  settings: Omit<SuiteSettings, "lane">,
): Promise<SuiteRun> {
  const outcomes = new Map<number, Outcome>();
  let ended: Error | undefined;
  const laneCount = LANES[kind];
  let lanesAtWork = laneCount;
  let silence: NodeJS.Timeout | undefined;

  function getOutcome(index: number): Outcome {
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
    silence = setTimeout(() => endWith("the pages fell silent"), SILENT_MS);
    if (report.type === "broken") endWith(`a page cannot run the suite: ${report.message}`);
    else if (report.type === "done") {
      lanesAtWork--;
      if (lanesAtWork === 0) endWith("the pages have run all their tests, and this one was not among them");
    } else settle(getOutcome(report.index), report.failure);
  }

  const site = await serveSuite();
  const browser = await launch({ kind, path });
  browser.once("disconnected", () => endWith(`${kind} has ended`));
  for (let index = 0; index < laneCount; index++) {
    const page = await browser.newPage();
    page.on("error", (error) => endWith(`a page crashed: ${error.message}`));
    await page.exposeFunction("reportToTest", listen);
    const told: SuiteSettings = { ...settings, lane: { index, count: laneCount } };
    await page.goto(`${site.origin}/#${encodeURIComponent(JSON.stringify(told))}`);
  }
  return {
    outcome: (index) => getOutcome(index).promise,
    async end() {
      await browser.close();
      await site.close();
    },
  };
}

function createOutcome(): Outcome {
  let settle: Pick<Outcome, "resolve" | "reject"> | undefined;
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Heard by whoever asks for it, and that may be later.
  promise.catch(() => undefined);
  return { promise, resolve: () => settle?.resolve(), reject: (error) => settle?.reject(error) };
}

function settle({ resolve, reject }: Outcome, failure: string | undefined): void {
  if (failure === undefined) resolve();
  else reject(new Error(failure));
}

function launch({ kind, path }: BrowserProgram): Promise<Browser> {
  return puppeteer.launch({
    browser: kind,
    executablePath: path,
    // As root, in containers, Chromium can make no sandbox; what is shown is this repository's own.
    args: kind === "chrome" ? ["--no-sandbox"] : [],
    // Pages that are not in front would have their timers held back.
    extraPrefsFirefox: { "dom.min_background_timeout_value": 4, "dom.timeout.enable_budget_timer_throttling": false },
  });
}

/** The page's program, of the sources, beside the package as it is published. */
async function serveSuite(): Promise<Site> {
  const programs = await Promise.all(
    ["main", "sqlite-tools"].map(async (name) => {
      const bundle = await rolldown({
        input: fileURLToPath(new URL(`page/${name}.ts`, import.meta.url)),
        platform: "browser",
        logLevel: "silent",
      });
      const { output } = await bundle.generate({ format: "esm", codeSplitting: false });
      await bundle.close();
      return [`/${name}.js`, output[0].code] as const;
    }),
  );
  return serve({ pages: { "/": PAGE, ...Object.fromEntries(programs) } });
}
