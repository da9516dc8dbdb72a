import { conformance, createCollectingRunner } from "@keyed-store/conformance/portable";
import { describe, expect, it, onTestFinished } from "vitest";
import { findChromium } from "../../../../scripts/browser/find-chromium.mjs";
import { findFirefox } from "../../../../scripts/browser/find-firefox.mjs";
import { MEMORY } from "./backends.js";
import { createPlanningHost } from "./planning-host.js";
import { type BrowserProgram, runSuiteInBrowser } from "./run-suite-in-browser.js";
import type { SuiteSettings } from "./suite-protocol.js";

const DECLARED = "what it can do is what was declared";

const PROGRAMS: readonly BrowserProgram[] = [
  { kind: "chrome", path: findChromium() ?? "" },
  { kind: "firefox", path: findFirefox() ?? "" },
];

/** What becomes of one test in a page. */
async function runOneTest(program: BrowserProgram, backend: SuiteSettings["backend"], title: string): Promise<void> {
  const runner = createCollectingRunner();
  const settings = { backend, provider: "memory", size: "quick", runsVariants: false, only: title } as const;
  conformance({ ...runner, host: createPlanningHost(settings), backend: { ...backend, provider: () => never() } });
  const index = runner.tests.findIndex((test) => test.title.includes(title));
  const run = await runSuiteInBrowser(program, settings);
  onTestFinished(() => run.end());
  await run.outcome(index);
}

function never(): never {
  throw new Error("nothing is opened here");
}

describe.each(PROGRAMS.filter(({ path }) => path !== ""))("the suite in $kind", (program) => {
  it("passes the memory backend, which needs nothing of a browser", async () => {
    await expect(runOneTest(program, MEMORY, DECLARED)).resolves.toBe(undefined);
  });

  it("fails a backend that says it keeps what it forgets, and names the clause", async () => {
    const forgetful = { ...MEMORY, capabilities: { ...MEMORY.capabilities, persistent: true } };
    await expect(runOneTest(program, forgetful, DECLARED)).rejects.toThrow("KS-SEL-1 is broken by memory");
  });

  it("says so where the page runs no such test", async () => {
    await expect(runOneTest(program, MEMORY, "no test has this title")).rejects.toThrow("was not among them");
  });
});
