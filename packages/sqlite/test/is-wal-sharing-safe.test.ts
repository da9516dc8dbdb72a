import { expect, test } from "vitest";
import { isWalSharingSafe } from "../dist/driver/is-wal-sharing-safe.js";

test.each([
  ["3.51.3", true],
  ["3.51.2", false],
  ["3.52.0", true],
  ["4.0.0", true],
  ["3.50.7", true],
  ["3.50.6", false],
  ["3.49.9", false],
  ["3.44.6", true],
  ["3.44.5", false],
  ["2.99.9", false],
  ["", false],
  ["unknown", false],
])("KS-SHARE-1 whether processes may share a log under SQLite %s: %s", (version, safe) => {
  expect(isWalSharingSafe(version)).toBe(safe);
});
