import { browserProvider } from "@keyed-store/backend-browser";
import {
  type BackendUnderTest,
  type CollectedTest,
  conformance,
  createCollectingRunner,
  type SuiteHost,
} from "@keyed-store/conformance/portable";
import { memoryProvider } from "@keyed-store/core";
import type { SuiteReport, SuiteSettings } from "../suite-protocol.js";
import { createPageHost } from "./page-host.js";

/*
 * Runs the suite in a page, one test after another, and reports each to the test that opened the page.
 */

declare global {
  /** Given by whoever opened the page. */
  function reportToTest(report: SuiteReport): Promise<void>;
}

const PROVIDERS: Readonly<Record<SuiteSettings["provider"], BackendUnderTest["provider"]>> = {
  browser: () => browserProvider({ worker: "/lib/worker.js", wasm: "/lib/engine.wasm" }),
  memory: memoryProvider,
};

// By the test that opened the page.
const settings = JSON.parse(decodeURIComponent(location.hash.slice(1))) as SuiteSettings;

runSuite().then(
  () => reportToTest({ type: "done" }),
  (error: unknown) => reportToTest({ type: "broken", message: describe(error) }),
);

async function runSuite(): Promise<void> {
  const host = createPageHost(settings);
  await expectRejectionsAreNoticed(host);
  const runner = createCollectingRunner();
  conformance({
    ...runner,
    host,
    backend: { ...settings.backend, provider: PROVIDERS[settings.provider] },
  });
  for (const [index, test] of runner.tests.entries()) {
    if (index % settings.lane.count !== settings.lane.index || !test.title.includes(settings.only)) continue;
    const failure = await runTest(test).catch(describe);
    await reportToTest({ type: "outcome", index, failure });
  }
}

/** The messages of a failure, the clause first. In real time, since a page that hangs has no other: it only ends what hangs. */
async function runTest({ body, timeoutMs }: CollectedTest): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([body().then(() => undefined), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** The watch of rejections is no good where it sees none. */
async function expectRejectionsAreNoticed(host: SuiteHost): Promise<void> {
  let stopWatching = (): void => undefined;
  const noticed = new Promise<unknown>((resolve) => {
    stopWatching = host.watchUnhandledRejections(resolve);
  });
  void Promise.reject(new Error("nobody listens"));
  await noticed;
  stopWatching();
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\ncaused by ${describe(error.cause)}`;
  return `${error.name}: ${error.message}\n${error.stack ?? ""}${cause}`;
}
