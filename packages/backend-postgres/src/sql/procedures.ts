import { formatFunctionOptions } from "./shared/function-options.js";
import { OPERATIONS_ARGUMENTS, OPERATIONS_PARAMETERS } from "./shared/operations-parameters.js";

/**
 * What a client calls beside reads. \`write_1\` commits before it answers: a client that does not read its answer then holds no lock, which no
 * time-out of the server would end. A procedure that commits may neither be a definer's nor have options: \`apply_1\` has them.
 */
export function formatProcedures(schema: string): string {
  const options = formatFunctionOptions(schema);
  return `
CREATE PROCEDURE write_1(
  p_client uuid, p_seq int8, p_wait_ms int4, p_commit text, ${OPERATIONS_PARAMETERS}, OUT answer text
) LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM set_config('synchronous_commit', p_commit, true);
  answer := ${schema}.apply_1(p_client, p_seq, p_wait_ms, NULL, ${OPERATIONS_ARGUMENTS});
  COMMIT;
END $body$;

CREATE FUNCTION greet_1(p_client uuid) RETURNS void LANGUAGE plpgsql VOLATILE ${options} AS $body$
DECLARE
  v_gone uuid[];
BEGIN
  INSERT INTO client (id, seen) VALUES (p_client, now()) ON CONFLICT (id) DO UPDATE SET seen = now();
  -- What clients left that did not say goodbye.
  SELECT coalesce(array_agg(stale.id), '{}') INTO v_gone FROM (
    SELECT c.id FROM client c WHERE c.seen < now() - interval '1 day' LIMIT 100 FOR UPDATE SKIP LOCKED) stale;
  DELETE FROM receipt r WHERE r.client = ANY (v_gone);
  DELETE FROM client c WHERE c.id = ANY (v_gone);
END $body$;

CREATE FUNCTION leave_1(p_client uuid) RETURNS void LANGUAGE sql VOLATILE ${options} AS $body$
  DELETE FROM receipt WHERE client = p_client;
  DELETE FROM client WHERE id = p_client;
$body$;

CREATE PROCEDURE flush_1(p_client uuid) LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM set_config('synchronous_commit', 'on', true);
  PERFORM ${schema}.greet_1(p_client);
  COMMIT;
END $body$;

CREATE FUNCTION holder_1(p_owner text[]) RETURNS text LANGUAGE sql VOLATILE ${options} AS $body$
  SELECT string_agg(DISTINCT a.application_name || ' (session ' || a.pid || ')', ', ')
  FROM owner o JOIN pg_stat_activity a ON a.backend_xid = o.xmax AND a.pid <> pg_backend_pid()
  WHERE o.name = ANY (p_owner)
$body$;

CREATE FUNCTION mend_1(p_owner text, p_namespace text, p_key text, p_version int8) RETURNS void
LANGUAGE sql VOLATILE ${options} AS $body$
  UPDATE entry e SET sum = hashtext(e.json) FROM owner o, namespace n
  WHERE o.name = p_owner AND n.owner_id = o.id AND n.name = p_namespace
  AND e.owner_id = o.id AND e.namespace_id = n.id AND e.key = p_key AND e.version = p_version
$body$;

CREATE FUNCTION read_format() RETURNS int4 LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $body$
  SELECT max(format) FROM store
$body$;
`;
}
