import { findProgram } from "./find-program.mjs";

const NAMES = ["firefox-esr", "firefox", "firefox.exe"];
const PLACES = ["/Applications/Firefox.app/Contents/MacOS", "C:\\Program Files\\Mozilla Firefox"];

/** The Firefox that KEYED_STORE_TEST_FIREFOX names, or one that is installed; undefined where there is none. */
export function findFirefox() {
  return findProgram("KEYED_STORE_TEST_FIREFOX", NAMES, PLACES);
}
