import { describe } from "vitest";
import { findChromium } from "../../../../scripts/browser/find-chromium.mjs";
import { BROWSER } from "./backends.js";
import { describeSuiteInBrowser } from "./describe-suite-in-browser.js";
import { readSuiteSize } from "./read-suite-size.js";

const path = findChromium() ?? "";

describe.skipIf(path === "")("where Chromium is installed", () => {
  describeSuiteInBrowser(
    { kind: "chrome", path },
    { backend: BROWSER, provider: "browser", ...readSuiteSize(), only: "" },
  );
});
