import { findChromium } from "./browser/find-chromium.mjs";
import { count, leftOut } from "./report.mjs";
import { unit } from "./unit.mjs";

/**
 * Drives the inspector's page in a real browser: the tests of packages/keyed-store/test/browser.
 *
 * @param {{ addons: boolean }} options
 */
export async function inspector(options) {
  const browser = findChromium();
  if (browser === undefined)
    return leftOut(
      "inspector",
      "no Chromium was found: apt-get install chromium, or name one in KEYED_STORE_TEST_BROWSER",
    );
  process.env["KEYED_STORE_TEST_BROWSER"] = browser;
  try {
    const { passed, failed } = await unit(["packages/keyed-store/test/browser"], options);
    count({
      passed: passed.length,
      failed: passed.length + failed.length === 0 ? ["the inspector in a browser"] : failed,
    });
  } finally {
    delete process.env["KEYED_STORE_TEST_BROWSER"];
  }
}
