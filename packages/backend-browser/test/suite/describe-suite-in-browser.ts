import { conformance } from "@keyed-store/conformance/portable";
import { afterAll, beforeAll, describe, it } from "vitest";
import { createPlanningHost } from "./planning-host.js";
import { type BrowserProgram, runSuiteInBrowser, type SuiteRun } from "./run-suite-in-browser.js";
import type { SuiteSettings } from "./suite-protocol.js";

/** Registers the tests that a page runs, and has them run there: each passes or fails here as it does there. */
export function describeSuiteInBrowser(program: BrowserProgram, settings: Omit<SuiteSettings, "lane">): void {
  describe(`in ${program.kind}`, () => {
    let running: SuiteRun | undefined;
    beforeAll(async () => {
      running = await runSuiteInBrowser(program, settings);
    });
    afterAll(async () => {
      await running?.end();
    });

    let registered = 0;
    const register = (title: string): void => {
      const index = registered++;
      it(title, async () => {
        if (running === undefined) throw new Error("no browser runs");
        await running.outcome(index);
      });
    };
    conformance({
      describe,
      it: Object.assign(register, { skip: it.skip }),
      host: createPlanningHost(settings),
      backend: { ...settings.backend, provider: refuse },
    });
  });
}

function refuse(): never {
  throw new Error("the provider is the page's");
}
