import { describe } from "vitest";
import { findFirefox } from "../../../../scripts/browser/find-firefox.mjs";
import { BROWSER } from "./backends.js";
import { describeSuiteInBrowser } from "./describe-suite-in-browser.js";
import { readSuiteSize } from "./read-suite-size.js";

const path = findFirefox() ?? "";

describe.skipIf(path === "")("where Firefox is installed", () => {
  describeSuiteInBrowser(
    { kind: "firefox", path },
    { backend: BROWSER, provider: "browser", ...readSuiteSize(), only: "" },
  );
});
