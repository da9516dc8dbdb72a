import { formatFunctionOptions } from "./shared/function-options.js";

const PARAMETERS = "p_client uuid, p_wait_ms int4, p_owner text[], p_sweep int8, p_now int8";

/**
 * Locks what a batch is about: the client, whose receipts make it happen once, and then the owners in byte order. Nothing is locked
 * later, so that no two batches wait for each other in a circle. What is read after it is what the last holder committed.
 *
 * `lock_1` is for clients whose clock is asked in between, `lock_owners_1` for `apply_1`, whose rights and settings it has.
 */
export function formatLockFunctions(schema: string): string {
  return `
CREATE FUNCTION lock_owners_1(${PARAMETERS}, OUT owner_ids int8[])
LANGUAGE plpgsql VOLATILE AS $body$
DECLARE
  v_owners text[] := p_owner;
  v_name text;
  v_id int8;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION USING ERRCODE = 'KS003', MESSAGE = 'the isolation level is not READ COMMITTED';
  END IF;
  PERFORM set_config('lock_timeout', p_wait_ms || 'ms', true);
  PERFORM 1 FROM client WHERE id = p_client FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'KS004', MESSAGE = 'the client is not known';
  END IF;
  IF p_sweep IS NOT NULL THEN
    -- Candidates, found without a lock and looked at again under it.
    SELECT coalesce(array_agg(due.name ORDER BY due.name), '{}') INTO v_owners FROM (
      SELECT DISTINCT o.name FROM owner o WHERE o.id IN (
        SELECT l.owner_id FROM namespace_ledger l
        WHERE l.next_expiry <= coalesce(p_now, floor(extract(epoch FROM clock_timestamp()) * 1000)::int8)
        ORDER BY l.next_expiry LIMIT least(p_sweep + 1, 1000))
    ) due;
  END IF;
  owner_ids := '{}';
  FOREACH v_name IN ARRAY v_owners LOOP
    LOOP
      SELECT id INTO v_id FROM owner WHERE name = v_name FOR UPDATE;
      EXIT WHEN FOUND;
      INSERT INTO owner (name) VALUES (v_name) ON CONFLICT DO NOTHING RETURNING id INTO v_id;
      IF FOUND THEN
        INSERT INTO owner_ledger (owner_id, stamp, entries, last_version) VALUES (v_id, 0, 0, 0);
        EXIT;
      END IF;
    END LOOP;
    owner_ids := owner_ids || v_id;
  END LOOP;
END $body$;

CREATE FUNCTION lock_1(${PARAMETERS}, OUT owner_ids int8[])
LANGUAGE sql VOLATILE ${formatFunctionOptions(schema)} AS $body$
  SELECT lock_owners_1(p_client, p_wait_ms, p_owner, p_sweep, p_now)
$body$;
`;
}
