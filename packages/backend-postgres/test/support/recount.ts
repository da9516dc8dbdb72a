import type { TestServer } from "./start-server.mjs";

/**
 * What the ledgers of a store say that its rows do not: counts that are wrong, and marks above which there should be nothing. Empty where all is right.
 */
export async function findWrongLedgers(server: TestServer, schema: string): Promise<readonly unknown[]> {
  return server.run(`
    SET search_path = ${schema};
    WITH spaces AS (
      SELECT DISTINCT ON (namespace_id) * FROM namespace_ledger ORDER BY namespace_id, stamp DESC
    ), owners AS (
      SELECT DISTINCT ON (owner_id) * FROM owner_ledger ORDER BY owner_id, stamp DESC
    ), rows AS (
      SELECT owner_id, namespace_id, count(*) AS entries, min(version) AS oldest, max(version) AS youngest, min(expires) AS next_expiry
      FROM entry GROUP BY owner_id, namespace_id
    )
    SELECT 'namespace', s.namespace_id, s.entries, r.* FROM spaces s FULL JOIN rows r USING (namespace_id)
      WHERE coalesce(r.entries, 0) IS DISTINCT FROM s.entries OR s.oldest > r.oldest
      OR (r.next_expiry IS NOT NULL AND coalesce(s.next_expiry, r.next_expiry + 1) > r.next_expiry)
    UNION ALL
    SELECT 'owner', o.owner_id, o.entries, r.owner_id, NULL, r.entries, NULL, r.youngest, NULL FROM owners o
      FULL JOIN (SELECT owner_id, sum(entries) AS entries, max(youngest) AS youngest FROM rows GROUP BY owner_id) r USING (owner_id)
      WHERE coalesce(r.entries, 0) IS DISTINCT FROM o.entries OR o.last_version < r.youngest
    UNION ALL
    SELECT 'ledger twice', namespace_id, count(*), NULL, NULL, NULL, NULL, NULL, NULL FROM namespace_ledger GROUP BY namespace_id HAVING count(*) > 1
    UNION ALL
    SELECT 'ledger twice', owner_id, count(*), NULL, NULL, NULL, NULL, NULL, NULL FROM owner_ledger GROUP BY owner_id HAVING count(*) > 1
    UNION ALL
    SELECT 'checksum', namespace_id, version, NULL, NULL, NULL, NULL, NULL, NULL FROM entry WHERE sum <> hashtext(json)`);
}
