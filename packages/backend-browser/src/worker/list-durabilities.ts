import type { Durability } from "@keyed-store/core";

/** Chromium, also as `HeadlessChrome`, and Firefox; on iOS both are Safari, and bear other names. */
const FLUSHES = /(?:Chrome|Chromium|Firefox)\//;

/**
 * What a browser can promise, by its name, since nothing else tells: Chromium and Firefox flush an open file down to the medium, and
 * Safari may not.
 */
export function listDurabilities(userAgent: string): readonly Durability[] {
  return FLUSHES.test(userAgent) ? ["process", "power"] : ["process"];
}
