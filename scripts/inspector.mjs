import { findChromium } from "./browser/find-chromium.mjs";
import { count, leftOut } from "./report.mjs";
import { unit } from "./unit.mjs";

const TESTS = ["packages/keyed-store/test/browser", "packages/backend-browser/test/browser"];

/**
 * Drives the inspector's page, and the backend for browsers, in a real browser.
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
    const { passed, failed } = await unit(TESTS, options);
    count({
      passed: passed.length,
      failed: passed.length + failed.length === 0 ? ["the inspector in a browser"] : failed,
    });
  } finally {
    delete process.env["KEYED_STORE_TEST_BROWSER"];
  }
}
