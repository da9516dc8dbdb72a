import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["Google Chrome", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS",
  "C:\\Program Files\\Google\\Chrome\\Application",
  ...(process.env["PATH"] ?? "").split(delimiter),
];

/** The program of a Chromium, as `KEYED_STORE_TEST_BROWSER` names it or as it is installed. */
export function findChromium(): string | undefined {
  return (
    process.env["KEYED_STORE_TEST_BROWSER"] ??
    PLACES.flatMap((place) => NAMES.map((name) => join(place, name))).find((path) => existsSync(path))
  );
}
