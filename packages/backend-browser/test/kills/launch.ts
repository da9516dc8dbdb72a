import puppeteer, { type Browser } from "puppeteer-core";
import { findChromium } from "../../../../scripts/browser/find-chromium.mjs";

/** Starts a Chromium that keeps what it stores in `profile`. */
export function launchChromium(profile: string): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium was found");
  return puppeteer.launch({
    executablePath,
    userDataDir: profile,
    // As root, in containers, no sandbox can be made; what is shown is this repository's own.
    args: ["--no-sandbox"],
    // Hidden pages are slowed down, and those that are left are kept for the way back, as they are for people.
    ignoreDefaultArgs: [
      "--disable-back-forward-cache",
      "--disable-background-timer-throttling",
      "--disable-backgrounding-occluded-windows",
      "--disable-renderer-backgrounding",
    ],
    // What hangs is ended by the test's own limit.
    protocolTimeout: 600_000,
  });
}
