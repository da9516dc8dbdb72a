import { createSeededRandom } from "@keyed-store/backend-wasm/testing";
import { appendCountToTallyFile, size } from "@keyed-store/conformance";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scratch } from "../support/scratch.js";
import type { Site } from "../support/serve.js";
import { listExaminers, recoverSoundFiles } from "./examine.js";
import { launchChromium } from "./launch.js";
import { createLedger } from "./ledger.js";
import { openSite } from "./open-site.js";
import { copyFiles, openTab, type Report, type Tab } from "./open-tab.js";
import { NUMBERS_OF_A_WRITER } from "./run-kill-rounds.js";

const ROUNDS = Math.max(2, Math.floor(size.kills / 50));
const DIRECTORY = "sigkill";
const makeDirectory = scratch();
let site: Site;

beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Ends the whole browser at once, and resolves when it is gone. */
async function killBrowser(browser: Browser): Promise<void> {
  const running = browser.process();
  if (running === null) throw new Error("the browser has no process");
  const gone = new Promise((resolve) => running.once("exit", resolve));
  running.kill("SIGKILL");
  await gone;
}

describe(`KS-LIFE-3 KS-DUR-1 a browser that is killed while tabs write (seed ${size.seed})`, () => {
  it(`what was acknowledged is there for the next browser, and for each engine of Node, ${ROUNDS} times`, async () => {
    const random = createSeededRandom(size.seed);
    const profile = makeDirectory();
    const ledger = createLedger();
    const failures: string[] = [];
    const onReport = (report: Report): void => {
      if (report.kind === "failed") failures.push(report.message);
      else ledger.note(report);
    };
    let writers = 0;
    const start = (tab: Tab, slot: number): Promise<void> =>
      tab.call("start", {
        directory: DIRECTORY,
        durability: slot === 0 ? "process" : "power",
        slot,
        first: ++writers * NUMBERS_OF_A_WRITER,
        claimsEarly: false,
      });

    for (let round = 0; round < ROUNDS; round++) {
      const browser = await launchChromium(profile);
      const tabs = [await openTab(browser, site.origin, onReport), await openTab(browser, site.origin, onReport)];
      await Promise.all(tabs.map(start));
      const [busy] = tabs;
      await busy?.untilReported(100 + Math.floor(random() * 200));
      await killBrowser(browser);
      appendCountToTallyFile("browsers killed", 1);

      const next = await launchChromium(profile);
      const survivor = await openTab(next, site.origin, onReport);
      // As the killed one left them: with the log, and perhaps a transaction that was under way.
      const files = await copyFiles([survivor], DIRECTORY);
      recoverSoundFiles(files);
      for (const [name, examine] of listExaminers())
        ledger.compare(await examine(files, makeDirectory()), `round ${round}, on ${name}`);
      await start(survivor, 2);
      await survivor.call("pause");
      const found = await survivor.call("read");
      if (found !== undefined) ledger.compare(found, `round ${round}, in the browser`);
      await survivor.call("end");
      await next.close();
    }
    expect({ problems: ledger.problems, failures }).toEqual({ problems: [], failures: [] });
    expect(ledger.acknowledged).toBeGreaterThan(100 * ROUNDS);
  });
});
