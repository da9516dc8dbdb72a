import type { EntryVersion, EpochMs } from "@keyed-store/core";
import type { EntryHeaderRow } from "./entry-rows.js";
import { isUnexpired } from "./is-unexpired.js";

/** What a command expects of a key: with `null` nothing live; else a live entry of this version and expiry, where they are given. */
export interface Expectation {
  readonly expected?: EntryVersion | null;
  readonly expectedExpiresAt?: EpochMs | null;
}

/** Whether a row of `findEntry`, live or not, is as expected. */
export function isRowAsExpected(found: EntryHeaderRow | undefined, expectation: Expectation, now: EpochMs): boolean {
  if (expectation.expected === undefined) return true;
  if (expectation.expected === null) return found === undefined || !isUnexpired(found[1], now);
  return isLiveRowAsExpected(found, expectation, now);
}

/** Whether a row of `findEntry` is live, and as expected. */
export function isLiveRowAsExpected(
  found: EntryHeaderRow | undefined,
  { expected, expectedExpiresAt }: Expectation,
  now: EpochMs,
): found is EntryHeaderRow {
  if (found === undefined || !isUnexpired(found[1], now)) return false;
  return (
    (expected === undefined || found[0] === expected) &&
    (expectedExpiresAt === undefined || found[1] === expectedExpiresAt)
  );
}
