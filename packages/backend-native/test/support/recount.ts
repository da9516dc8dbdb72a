import { expect } from "vitest";
import { rows } from "./raw.js";

/** Compares the counters with the rows. */
export function expectExactCounters(path: string): void {
  expect(
    rows(path, "SELECT id, entries FROM namespace ORDER BY id"),
    "the counter of each namespace is the number of its rows",
  ).toEqual(
    rows(
      path,
      "SELECT id, (SELECT count(*) FROM entry WHERE namespace_id = namespace.id) FROM namespace ORDER BY namespace.id",
    ),
  );
  expect(
    rows(path, "SELECT id, entries FROM owner ORDER BY id"),
    "the counter of each owner is the sum of its namespaces",
  ).toEqual(
    rows(
      path,
      "SELECT id, (SELECT total(entries) FROM namespace WHERE owner_id = owner.id) FROM owner ORDER BY owner.id",
    ),
  );
  expect(rows(path, "PRAGMA integrity_check")).toEqual([["ok"]]);
}

/** Compares everything that is counted or remembered beside the rows with the rows themselves. */
export function expectExactBooks(path: string): void {
  expectExactCounters(path);
  expect(
    rows(
      path,
      `SELECT namespace.name FROM namespace JOIN entry ON namespace_id = namespace.id
       WHERE expires_at IS NOT NULL AND (next_expiry IS NULL OR next_expiry > expires_at)`,
    ),
    "no row expires before its namespace's bound",
  ).toEqual([]);
  expect(
    rows(path, "SELECT max(version) FROM readable WHERE version > (SELECT reserved_version FROM store)"),
    "every version was reserved",
  ).toEqual([[null]]);
}
