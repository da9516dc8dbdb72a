import { hostGlobals } from "@keyed-store/core";
import type { SuiteHost } from "../host/suite-host.js";
import { same } from "./assert.js";

/** Does something, and fails where a promise was rejected meanwhile that nobody listened to (KS-LIFE-2). */
export async function expectNoUnhandledRejections(host: SuiteHost, body: () => Promise<void>): Promise<void> {
  const unhandled: unknown[] = [];
  const stopWatching = host.watchUnhandledRejections((reason) => unhandled.push(reason));
  try {
    await body();
    // Hosts tell of a rejection only after the microtasks in which it came about.
    await new Promise<void>((resolve) => hostGlobals.setImmediate(resolve));
    same(unhandled, [], "the unhandled rejections");
  } finally {
    stopWatching();
  }
}
