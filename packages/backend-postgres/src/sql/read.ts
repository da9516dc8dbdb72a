import { formatFunctionOptions } from "./shared/function-options.js";
import { OPERATIONS_ARGUMENTS, OPERATIONS_PARAMETERS } from "./shared/operations-parameters.js";

/** Greater than any key: \`open\` refuses keys of more than 2,000 bytes. */
const ABOVE_ALL_KEYS = "repeat(chr(1114111), 501)";

/** What is there of an entry, for one operation, in the arrays of an answer. */
function appendRows(select: string): string {
  return `
      SELECT answer.row_op || coalesce(array_agg(v_op), '{}'),
        answer.row_key || coalesce(array_agg(f.key), '{}'),
        answer.row_json || coalesce(array_agg(CASE WHEN v_flags & 8 = 0 THEN f.json ELSE '' END), '{}'),
        answer.row_version || coalesce(array_agg(f.version), '{}'),
        answer.row_created || coalesce(array_agg(f.created), '{}'),
        answer.row_expires || coalesce(array_agg(f.expires), '{}'),
        least(v_soonest, min(f.expires))
      INTO answer.row_op, answer.row_key, answer.row_json, answer.row_version, answer.row_created, answer.row_expires, v_soonest
      FROM (${select}) f;`;
}

const LIVE = "(e.expires IS NULL OR e.expires > p_now)";
const BY_KEY = "e.owner_id = v_owner_id AND e.namespace_id = v_namespace_id";
const BY_AGE = "-e.namespace_id = -v_namespace_id";
const BY_EXPIRY = "~e.namespace_id = ~v_namespace_id";
const IN_RANGE = `e.key >= coalesce(p_key[v_op], '') AND e.key < coalesce(p_arg[v_op], ${ABOVE_ALL_KEYS})`;

/** The rows of a namespace less the expired ones, which lie in a short part of an index. */
const COUNT_LIVE = `answer.counts[v_op - p_from + 1] := coalesce(v_ledger.entries, 0) - (
        SELECT count(*) FROM entry e WHERE ${BY_EXPIRY} AND e.expires >= v_ledger.next_expiry AND e.expires <= p_now);`;

function scan(range: string, order: string): string {
  return appendRows(`SELECT e.* FROM entry e WHERE ${range} AND ${LIVE} ORDER BY ${order} LIMIT p_b[v_op]`);
}

/** Every usage in an answer is a row: the namespace as key, the owner as text, the number of live entries as version. */
function appendUsages(select: string): string {
  return `
      FOR v_usage IN ${select} LOOP
        answer.row_op := answer.row_op || v_op;
        answer.row_key := answer.row_key || v_usage.name;
        answer.row_json := answer.row_json || v_usage.owner;
        answer.row_version := answer.row_version || v_usage.live;
        answer.row_created := answer.row_created || 0::int8;
        answer.row_expires := answer.row_expires || NULL::int8;
        v_soonest := least(v_soonest, v_usage.next_expiry);
      END LOOP;`;
}

/** How full an owner is; called by functions that have the rights to look. */
const USAGE = `
CREATE FUNCTION usage_1(p_owner_id int8, p_now int8) RETURNS TABLE (owner text, name text, live int8, next_expiry int8)
LANGUAGE sql STABLE AS $body$
  SELECT o.name, n.name, c.live, (
    SELECT e.expires FROM entry e WHERE ~e.namespace_id = ~n.id AND e.expires > p_now
    ORDER BY e.expires LIMIT 1)
  FROM owner o JOIN namespace n ON n.owner_id = o.id
  CROSS JOIN LATERAL (
    SELECT i.entries, i.next_expiry FROM namespace_ledger i WHERE i.namespace_id = n.id ORDER BY i.stamp DESC LIMIT 1) l
  CROSS JOIN LATERAL (
    SELECT l.entries - count(*) AS live FROM entry e WHERE ~e.namespace_id = ~n.id
    AND e.expires >= l.next_expiry AND e.expires <= p_now) c
  WHERE o.id = p_owner_id AND c.live > 0 ORDER BY n.name
$body$;`;

/**
 * Reads. \`read_at_1\` answers operations of a batch as of one time, all of them from one snapshot; \`read_1\` does so by the server's clock, again where
 * something that it looked at expired meanwhile: a clock that was read before the snapshot alone would show what others have seen expire.
 */
export function formatReadFunctions(schema: string): string {
  const options = formatFunctionOptions(schema);
  return `${USAGE}

CREATE FUNCTION read_at_1(p_now int8, p_from int4, p_to int4, ${OPERATIONS_PARAMETERS}) RETURNS answer_1
LANGUAGE plpgsql STABLE ${options} AS $body$
DECLARE
  answer answer_1;
  v_owner_ids int8[] := '{}';
  v_namespace_ids int8[] := '{}';
  v_owner_id int8;
  v_namespace_id int8;
  v_flags int8;
  v_soonest int8;
  v_ledger record;
  v_found record;
  v_usage record;
BEGIN
  answer.row_op := '{}'; answer.row_key := '{}'; answer.row_json := '{}';
  answer.row_version := '{}'; answer.row_created := '{}'; answer.row_expires := '{}';
  answer.status := array_fill(1, ARRAY[p_to - p_from + 1]);
  answer.counts := array_fill(0::int8, ARRAY[p_to - p_from + 1]);
  FOR v_index IN 1..cardinality(p_ref_owner) LOOP
    SELECT o.id INTO v_owner_id FROM owner o WHERE o.name = p_owner[p_ref_owner[v_index]];
    SELECT n.id INTO v_namespace_id FROM namespace n WHERE n.owner_id = v_owner_id AND n.name = p_ref_name[v_index];
    v_owner_ids[v_index] := coalesce(v_owner_id, 0);
    v_namespace_ids[v_index] := coalesce(v_namespace_id, 0);
  END LOOP;

  -- All single keys at once.
  SELECT coalesce(array_agg(g.op), '{}'), coalesce(array_agg(f.key), '{}'),
    coalesce(array_agg(CASE WHEN p_a[g.op] & 8 = 0 THEN f.json ELSE '' END), '{}'), coalesce(array_agg(f.version), '{}'),
    coalesce(array_agg(f.created), '{}'), coalesce(array_agg(f.expires), '{}'), min(f.expires)
  INTO answer.row_op, answer.row_key, answer.row_json, answer.row_version, answer.row_created, answer.row_expires, v_soonest
  FROM generate_series(p_from, p_to) AS g(op) CROSS JOIN LATERAL (
    SELECT e.* FROM entry e WHERE p_kind[g.op] = 1 AND e.owner_id = v_owner_ids[p_ref[g.op]]
    AND e.namespace_id = v_namespace_ids[p_ref[g.op]] AND e.key = p_key[g.op] AND ${LIVE}) f;

  FOR v_op IN p_from..p_to LOOP
    CONTINUE WHEN p_kind[v_op] = 1;
    v_owner_id := v_owner_ids[p_ref[v_op]];
    v_namespace_id := v_namespace_ids[p_ref[v_op]];
    v_flags := p_a[v_op];
    CASE p_kind[v_op]
    WHEN 8 THEN -- check
      SELECT e.version, e.expires INTO v_found FROM entry e WHERE ${BY_KEY} AND e.key = p_key[v_op] AND ${LIVE};
      IF coalesce(v_found.version, 0) <> p_a[v_op] THEN answer.status[v_op - p_from + 1] := 2; END IF;
      v_soonest := least(v_soonest, v_found.expires);
    WHEN 10 THEN -- scan
      SELECT l.oldest INTO v_ledger FROM namespace_ledger l WHERE l.namespace_id = v_namespace_id ORDER BY l.stamp DESC LIMIT 1;
      IF v_flags & 3 = 0 THEN ${scan(`${BY_AGE} AND e.version >= greatest(p_at[v_op] + 1, v_ledger.oldest, 0)`, "e.version")}
      ELSIF v_flags & 3 = 1 THEN ${scan(`${BY_AGE} AND e.version >= coalesce(v_ledger.oldest, 0) AND e.version < coalesce(p_at[v_op], 9223372036854775807)`, "e.version DESC")}
      ELSIF v_flags & 3 = 2 THEN ${scan(`${BY_KEY} AND ${IN_RANGE} AND (v_flags & 4 = 0 OR e.key <> p_key[v_op])`, "e.key")}
      ELSE ${scan(`${BY_KEY} AND ${IN_RANGE}`, "e.key DESC")}
      END IF;
    WHEN 11 THEN -- changes
      SELECT l.entries, l.oldest, l.next_expiry INTO v_ledger FROM namespace_ledger l
        WHERE l.namespace_id = v_namespace_id ORDER BY l.stamp DESC LIMIT 1;
      ${COUNT_LIVE}
      answer.row_op := answer.row_op || v_op; -- Where it stands is a row without a key.
      answer.row_key := answer.row_key || NULL::text;
      answer.row_json := answer.row_json || ''::text;
      answer.row_created := answer.row_created || 0::int8;
      answer.row_version := answer.row_version || (
        SELECT e.version FROM entry e WHERE ${BY_AGE} AND e.version >= v_ledger.oldest AND ${LIVE} ORDER BY e.version LIMIT 1);
      answer.row_expires := answer.row_expires || (
        SELECT e.expires FROM entry e WHERE ${BY_EXPIRY} AND e.expires > p_now ORDER BY e.expires LIMIT 1);
      v_soonest := least(v_soonest, answer.row_expires[cardinality(answer.row_expires)]);
      v_flags := v_flags & ~8::int8;
      ${scan(`${BY_AGE} AND e.version >= greatest(p_at[v_op] + 1, v_ledger.oldest, 0)`, "e.version")}
      IF p_a[v_op] & 16 <> 0 THEN ${appendRows(
        `SELECT e.key, NULL::text AS json, e.version, e.created, e.expires FROM entry e
        WHERE ${BY_AGE} AND e.version >= v_ledger.oldest AND ${LIVE} ORDER BY e.version`,
      )}
      END IF;
    WHEN 12 THEN -- count
      IF p_key[v_op] IS NULL AND p_arg[v_op] IS NULL THEN
        SELECT l.entries, l.next_expiry INTO v_ledger FROM namespace_ledger l
          WHERE l.namespace_id = v_namespace_id ORDER BY l.stamp DESC LIMIT 1;
        ${COUNT_LIVE}
      ELSE
        answer.counts[v_op - p_from + 1] := (
          SELECT count(*) FROM entry e WHERE ${BY_KEY} AND ${IN_RANGE} AND ${LIVE});
      END IF;
      v_soonest := least(v_soonest, (
        SELECT e.expires FROM entry e WHERE ${BY_EXPIRY} AND e.expires > p_now ORDER BY e.expires LIMIT 1));
    WHEN 13 THEN ${appendUsages("SELECT u.* FROM usage_1(v_owner_id, p_now) u")}
    WHEN 14 THEN ${appendUsages("SELECT u.* FROM owner o CROSS JOIN LATERAL usage_1(o.id, p_now) u ORDER BY o.name, u.name")}
    END CASE;
  END LOOP;
  answer.soonest := ARRAY[v_soonest];
  RETURN answer;
END $body$;

CREATE FUNCTION read_1(${OPERATIONS_PARAMETERS}) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $body$
DECLARE
  answer answer_1;
  v_now int8;
BEGIN
  -- Where entries expire all the time, a long read would never come to an end.
  FOR v_attempt IN 1..16 LOOP
    v_now := floor(extract(epoch FROM clock_timestamp()) * 1000);
    SELECT * INTO answer FROM read_at_1(v_now, 1, cardinality(p_kind), ${OPERATIONS_ARGUMENTS});
    EXIT WHEN answer.soonest[1] IS NULL OR answer.soonest[1] > floor(extract(epoch FROM clock_timestamp()) * 1000);
  END LOOP;
  RETURN to_json(answer);
END $body$;
`;
}
