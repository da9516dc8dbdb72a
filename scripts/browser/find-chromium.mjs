import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS",
  "C:\\Program Files\\Google\\Chrome\\Application",
  ...(process.env["PATH"] ?? "").split(delimiter),
];

/** The Chromium that KEYED_STORE_TEST_BROWSER names, or one that is installed; undefined where there is none. */
export function findChromium() {
  return (
    process.env["KEYED_STORE_TEST_BROWSER"] ??
    PLACES.flatMap((place) => ["Google Chrome", ...NAMES].map((name) => join(place, name))).find(existsSync)
  );
}
