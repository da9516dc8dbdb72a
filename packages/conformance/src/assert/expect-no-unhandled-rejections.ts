import { hostGlobals } from "@keyed-store/core";
import { same } from "./assert.js";

/** Does something, and fails where a promise was rejected meanwhile that nobody listened to (KS-LIFE-2). */
export async function expectNoUnhandledRejections(body: () => Promise<void>): Promise<void> {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): number => unhandled.push(reason);
  process.on("unhandledRejection", note);
  try {
    await body();
    // Node tells of a rejection only after the microtasks in which it came about.
    await new Promise<void>((resolve) => hostGlobals.setImmediate(resolve));
    same(unhandled, [], "the unhandled rejections");
  } finally {
    process.off("unhandledRejection", note);
  }
}
