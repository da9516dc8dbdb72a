import { createSeededRandom, type DiskImage } from "@keyed-store/backend-wasm/testing";
import { appendCountToTallyFile } from "@keyed-store/conformance";
import type { Browser } from "puppeteer-core";
import { type ExamineFiles, recoverSoundFiles } from "./examine.js";
import { createLedger, type Ledger } from "./ledger.js";
import { copyFiles, openTab, type Report, type Tab } from "./open-tab.js";

/** How a tab is stopped in the middle of its writing. */
const KILLS = ["close", "reload", "terminate", "crash"] as const;

const TABS = 3;

/** Each writer has numbers of its own, above those of all before it. */
export const NUMBERS_OF_A_WRITER = 1_000_000;

/** What is killed, and who looks at what is left. */
export interface KillRoundsOptions {
  readonly browser: Browser;
  readonly origin: string;
  /** Of the store. */
  readonly directory: string;
  readonly seed: number;
  /** How many tabs are to be killed; some more may be, as several die at once. */
  readonly kills: number;
  /** See `WriterOptions`. */
  readonly claimsEarly: boolean;
  /** They take turns. */
  readonly examiners: readonly ExamineFiles[];
  makeDirectory(): string;
}

/** What a series of kills came to. */
export interface KillReport {
  readonly ledger: Ledger;
  /** What writers failed with that were not killed. */
  readonly failures: readonly string[];
  readonly kills: number;
  /** The files of the store once it was closed everywhere. */
  readonly left: DiskImage;
}

/**
 * Lets several tabs write to one store, kills some of them in the middle of it, stops the others, and compares what
 * they and Node find with what was acknowledged; again and again on one store, until enough were killed or something is wrong.
 */
export async function runKillRounds(options: KillRoundsOptions): Promise<KillReport> {
  const { browser, origin, directory, seed, claimsEarly, examiners, makeDirectory } = options;
  const random = createSeededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const ledger = createLedger();
  const failures: string[] = [];
  let writers = 0;
  let kills = 0;

  const onReport = (report: Report): void => {
    if (report.kind === "failed") failures.push(report.message);
    else ledger.note(report);
  };
  const open = (): Promise<Tab> => openTab(browser, origin, onReport);
  const start = (tab: Tab, slot: number): Promise<void> => {
    return tab.call("start", {
      directory,
      durability: "process",
      slot,
      first: ++writers * NUMBERS_OF_A_WRITER,
      claimsEarly,
    });
  };

  /** Returns the tab that takes its place, in which nothing runs yet. */
  const kill = async (tab: Tab, slot: number): Promise<Tab> => {
    const way = KILLS[below(KILLS.length)] ?? "close";
    await tab.untilReported(1 + below(20));
    kills++;
    appendCountToTallyFile(`tabs killed: ${way}`, 1);
    switch (way) {
      case "terminate":
        await tab.call("terminate", slot);
        return tab;
      case "reload":
        await tab.load(() => tab.page.reload());
        return tab;
      case "close":
        await tab.page.close({ runBeforeUnload: false });
        return open();
      case "crash": {
        const crashed = new Promise((resolve) => tab.page.once("error", resolve));
        // It is never answered: who would answer is gone.
        void tab.client.send("Page.crash").catch(() => undefined);
        await crashed;
        await tab.page.close();
        return open();
      }
    }
  };

  let tabs = await Promise.all(Array.from({ length: TABS }, open));
  await Promise.all(tabs.map(start));
  for (let round = 0; kills < options.kills && ledger.problems.length + failures.length === 0; round++) {
    const victims = tabs.map(() => below(4) > 0);
    const next = await Promise.all(tabs.map((tab, slot) => (victims[slot] ? kill(tab, slot) : Promise.resolve(tab))));
    await Promise.all(next.map((tab) => tab.call("pause")));
    const found = await next[victims.indexOf(false)]?.call("read");
    if (found !== undefined) ledger.compare(found, `round ${round}, in the browser`);
    const files = recoverSoundFiles(await copyFiles(next, directory));
    const examine = examiners[round % examiners.length];
    if (examine !== undefined) ledger.compare(await examine(files, makeDirectory()), `round ${round}, on Node`);
    tabs = next;
    await Promise.all(tabs.map((tab, slot) => (victims[slot] ? start(tab, slot) : Promise.resolve())));
    await Promise.all(tabs.map((tab) => tab.call("resume")));
  }
  await Promise.all(tabs.map((tab) => tab.call("end")));
  const left = await copyFiles(tabs, directory);
  for (const tab of tabs) await tab.page.close();
  return { ledger, failures, kills, left };
}
