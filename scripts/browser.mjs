import { findChromium } from "./browser/find-chromium.mjs";
import { findFirefox } from "./browser/find-firefox.mjs";
import { buildBrowserPackage } from "./browser-build.mjs";
import { BROWSER_TESTS } from "./browser-tests.mjs";
import { count, leftOut } from "./report.mjs";
import { unit } from "./unit.mjs";

/**
 * Drives the store in real browsers: the suite in Chromium and in Firefox, and what else is tried in pages.
 *
 * @param {{ addons: boolean, withFirefox: boolean }} options
 */
export async function browser(options) {
  const chromium = findChromium();
  if (chromium === undefined)
    return leftOut(
      "browser",
      "no Chromium was found: apt-get install chromium, or name one in KEYED_STORE_TEST_BROWSER",
    );
  if (!options.withFirefox) {
    leftOut("the suite in Firefox", "it keeps both processors for minutes; npm test -- --only browser runs it");
    process.env["KEYED_STORE_TEST_FIREFOX"] = "";
  } else if (findFirefox() === undefined)
    leftOut(
      "the suite in Firefox",
      "no Firefox was found: apt-get install firefox-esr, or name one in KEYED_STORE_TEST_FIREFOX",
    );
  await buildBrowserPackage();
  process.env["KEYED_STORE_TEST_BROWSER"] = chromium;
  try {
    const leavingOut = options.withFirefox ? [] : ["--exclude=**/suite/firefox.test.ts"];
    const { passed, failed, notRun } = await unit([...BROWSER_TESTS, ...leavingOut], options);
    count({ passed: passed.length, failed: passed.length + failed.length === 0 ? ["the store in a browser"] : failed });
    if (notRun > 0) console.log(`${notRun} tests do not apply to browsers and were not run`);
  } finally {
    delete process.env["KEYED_STORE_TEST_BROWSER"];
  }
}
