import { findProgram } from "./find-program.mjs";

const NAMES = ["Google Chrome", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];
const PLACES = ["/Applications/Google Chrome.app/Contents/MacOS", "C:\\Program Files\\Google\\Chrome\\Application"];

/** The Chromium that KEYED_STORE_TEST_BROWSER names, or one that is installed; undefined where there is none. */
export function findChromium() {
  return findProgram("KEYED_STORE_TEST_BROWSER", NAMES, PLACES);
}
