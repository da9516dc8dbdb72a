import { size } from "@keyed-store/conformance";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scratch } from "../support/scratch.js";
import type { Site } from "../support/serve.js";
import { listExaminers } from "./examine.js";
import { launchChromium } from "./launch.js";
import { openSite } from "./open-site.js";
import { runKillRounds } from "./run-kill-rounds.js";

/** Each takes about a second, and a proof at length takes its time. */
const KILLS = Math.ceil(size.kills * (size.recordings > 1 ? 2 : 0.4));

const makeDirectory = scratch();
const examiners = listExaminers();
let site: Site;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchChromium(makeDirectory());
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

describe(`KS-LIFE-3 KS-DUR-1 KS-SHARE-2 KS-CLAIM-1 tabs that are killed while they write (seed ${size.seed})`, () => {
  it(`what was acknowledged is there, and each count and prize was given once, after ${KILLS} kills`, async () => {
    const { ledger, failures, kills, left } = await runKillRounds({
      browser,
      origin: site.origin,
      directory: "kills",
      seed: size.seed,
      kills: KILLS,
      claimsEarly: false,
      examiners: [...examiners.values()],
      makeDirectory,
    });
    expect([...left.keys()]).toEqual(["state.sqlite"]);
    for (const [name, examine] of examiners)
      ledger.compare(await examine(left, makeDirectory()), `at the end, on ${name}`);
    expect({ problems: ledger.problems, failures }).toEqual({ problems: [], failures: [] });
    expect(kills).toBeGreaterThanOrEqual(KILLS);
    // Some were cut off behind their commit, and so the others in the middle of it.
    expect(ledger.unacknowledged).toBeGreaterThan(0);
  });

  it("the control: writers that say too early what they have done are found out", async () => {
    const { ledger } = await runKillRounds({
      browser,
      origin: site.origin,
      directory: "control",
      seed: size.seed,
      kills: KILLS,
      claimsEarly: true,
      examiners: [...examiners.values()],
      makeDirectory,
    });
    expect(ledger.problems).toContainEqual(expect.stringMatching(/and \d+ was acknowledged$/));
  });
});
