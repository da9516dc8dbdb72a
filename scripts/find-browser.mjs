import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["Google Chrome", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS",
  "C:\\Program Files\\Google\\Chrome\\Application",
  ...(process.env["PATH"] ?? "").split(delimiter),
];

/** What to say where there is none. */
export const NO_BROWSER = "no Chromium was found: apt-get install chromium, or name one in KEYED_STORE_TEST_BROWSER";

/** Where a Chromium is: the one that KEYED_STORE_TEST_BROWSER names, else one that is installed. */
export function findBrowser() {
  const named = process.env["KEYED_STORE_TEST_BROWSER"];
  return named ?? PLACES.flatMap((place) => NAMES.map((name) => join(place, name))).find(existsSync);
}
