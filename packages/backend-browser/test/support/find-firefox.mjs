import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["firefox-esr", "firefox", "firefox.exe"];
const PLACES = [
  ...(process.env["PATH"] ?? "").split(delimiter),
  "/Applications/Firefox.app/Contents/MacOS",
  "C:\\Program Files\\Mozilla Firefox",
];

/** The program of a Firefox, as `KEYED_STORE_TEST_FIREFOX` names it or as it is installed. */
export function findFirefox() {
  return (
    process.env["KEYED_STORE_TEST_FIREFOX"] ??
    PLACES.flatMap((place) => NAMES.map((name) => join(place, name))).find(existsSync)
  );
}
