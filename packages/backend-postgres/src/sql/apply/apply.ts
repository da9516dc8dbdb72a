import { formatFunctionOptions } from "../shared/function-options.js";
import { OPERATIONS_ARGUMENTS, OPERATIONS_PARAMETERS } from "../shared/operations-parameters.js";
import { ENTER, FORGET, LEAVE, SAVE } from "./place.js";
import { formatNotice } from "./room.js";
import { RUN_OF_PUTS } from "./run-of-puts.js";
import { STEP } from "./step.js";
import { TRANSACTION } from "./transaction.js";

/** Operations that read: their answer is that of \`read_at_1\` as of now. */
const READ = `
    ${SAVE}
    WHILE v_last < v_total AND (p_kind[v_last + 1] IN (1, 8) OR p_kind[v_last + 1] BETWEEN 10 AND 14) LOOP
      EXIT WHEN p_tx[v_last + 1] = p_tx[v_last + 2]; -- a transaction of its own
      v_last := v_last + 1;
    END LOOP;
    SELECT * INTO v_answer FROM read_at_1(v_now, v_first, v_last, ${OPERATIONS_ARGUMENTS});
    FOR v_index IN v_first..v_last LOOP
      v_statuses[v_index] := v_answer.status[v_index - v_first + 1];
      v_counts[v_index] := v_answer.counts[v_index - v_first + 1];
    END LOOP;
    v_row_op := v_row_op || v_answer.row_op;
    v_row_key := v_row_key || v_answer.row_key;
    v_row_json := v_row_json || v_answer.row_json;
    v_row_version := v_row_version || v_answer.row_version;
    v_row_created := v_row_created || v_answer.row_created;
    v_row_expires := v_row_expires || v_answer.row_expires;`;

const CLEAR = `
    v_ref := p_ref[v_first];
    ${ENTER}
    WITH gone AS (
      DELETE FROM entry e WHERE e.owner_id = v_owner_id AND e.namespace_id = v_space_id
      AND e.key >= coalesce(p_key[v_first], '') AND e.key < coalesce(p_arg[v_first], repeat(chr(1114111), 501))
      RETURNING e.expires
    ) SELECT count(*), count(*) FILTER (WHERE expires IS NULL OR expires > v_now) INTO v_removed, v_count FROM gone;
    v_entries := v_entries - v_removed;
    v_owner_entries := v_owner_entries - v_removed;
    IF v_entries = 0 THEN v_next_expiry := NULL; END IF;
    v_space_dirty := true;
    v_owner_dirty := true;
    v_statuses[v_first] := 1;
    v_counts[v_first] := v_count;`;

const CLEAR_OWNER = `
    ${LEAVE}
    v_statuses[v_first] := 1;
    v_counts[v_first] := clear_owner_1(v_owner_ids[p_ref_owner[p_ref[v_first]]], v_now);
    v_changed := true;
    ${FORGET}`;

const SWEEP = `
    ${LEAVE}
    SELECT s.removed, s.more INTO v_removed, v_more FROM sweep_1(v_owner_ids, v_now, p_b[v_first]) s;
    v_statuses[v_first] := v_more::int4;
    v_counts[v_first] := v_removed;
    IF v_removed > 0 THEN ${formatNotice(5, "NULL::text", "v_removed")} END IF;
    v_changed := true;
    ${FORGET}`;

/** What fills an owner, where a write was refused because it is full. */
const APPEND_USAGE = `
    IF v_statuses[v_op] = 11 THEN
      ${SAVE}
      FOR v_usage IN SELECT * FROM usage_1(v_owner_ids[p_ref_owner[p_ref[v_op]]], v_now) LOOP
        v_row_op := v_row_op || v_op;
        v_row_key := v_row_key || v_usage.name;
        v_row_json := v_row_json || ''::text;
        v_row_version := v_row_version || v_usage.live;
        v_row_created := v_row_created || 0::int8;
        v_row_expires := v_row_expires || NULL::int8;
      END LOOP;
    END IF;`;

/**
 * Does a batch once, whoever sends it again: locks, reads the clock, does its transactions in order, each all or nothing, and keeps the answer.
 * One that consumes an entry which may be damaged is the last that is done (status 14): the client judges it.
 */
export function formatApplyFunction(schema: string): string {
  return `
CREATE FUNCTION apply_1(p_client uuid, p_seq int8, p_wait_ms int4, p_now int8, ${OPERATIONS_PARAMETERS}) RETURNS text
LANGUAGE plpgsql VOLATILE ${formatFunctionOptions(schema)} AS $body$
DECLARE
  v_owner_ids int8[];
  v_now int8;
  v_floor int8;
  v_total int4 := cardinality(p_kind);
  v_changed boolean := false;
  v_receipt record;
  v_answer answer_1;
  -- the operations at hand
  v_first int4 := 1;
  v_last int4;
  v_op int4;
  v_ref int4;
  v_run int4;
  v_in_tx boolean := false;
  v_status int4;
  v_count int8;
  v_found record;
  v_exists boolean;
  v_live boolean;
  v_meets boolean;
  v_write boolean;
  v_expires int8;
  v_created int8;
  v_json text;
  v_text text;
  v_sum float8;
  v_version int8;
  -- their owner and namespace
  v_owner int4 := 0;
  v_owner_id int8;
  v_owner_place tid;
  v_owner_entries int8;
  v_last_version int8;
  v_owner_dirty boolean := false;
  v_space int4 := 0;
  v_space_id int8;
  v_space_place tid;
  v_entries int8;
  v_evicts boolean;
  v_oldest int8;
  v_next_expiry int8;
  v_space_dirty boolean := false;
  v_writes int8 := 0;
  -- caps
  v_new int8;
  v_before int8;
  v_excess int8;
  v_owner_excess int8 := 0;
  v_removed int8;
  v_more boolean;
  v_evicted record;
  v_usage record;
  v_net int8;
  v_threshold int8;
  v_first_version int8;
  -- by the number of the namespace: the operation that added to it, and by how many entries it grew
  v_grown_op int4[];
  v_grown_net int8[];
  v_rows int4;
  v_notices int4;
  -- the answer
  v_statuses int4[] := array_fill(0, ARRAY[cardinality(p_kind)]);
  v_counts int8[] := array_fill(0::int8, ARRAY[cardinality(p_kind)]);
  v_row_op int4[] := '{}';
  v_row_key text[] := '{}';
  v_row_json text[] := '{}';
  v_row_version int8[] := '{}';
  v_row_created int8[] := '{}';
  v_row_expires int8[] := '{}';
  v_notice_op int4[] := '{}';
  v_notice_kind int4[] := '{}';
  v_notice_namespace text[] := '{}';
  v_notice_count int8[] := '{}';
BEGIN
  v_owner_ids := lock_owners_1(p_client, p_wait_ms, p_owner, CASE WHEN p_kind[1] = 17 THEN p_b[1] END, p_now);
  SELECT r.ctid AS place, r.seq, r.answer INTO v_receipt FROM receipt r WHERE r.client = p_client ORDER BY r.seq DESC LIMIT 1;
  IF v_receipt.seq = p_seq THEN
    RETURN v_receipt.answer;
  ELSIF v_receipt.seq > p_seq THEN
    RAISE EXCEPTION USING ERRCODE = 'KS002', MESSAGE = 'the batch was overtaken';
  END IF;

  -- After the locks, and never before (KS-TTL-3).
  v_now := floor(extract(epoch FROM clock_timestamp()) * 1000);
  v_floor := (v_now - 1700000000000) * 2048;
  v_now := coalesce(p_now, v_now);

  WHILE v_first <= v_total LOOP
    v_last := v_first;
    WHILE p_tx[v_last + 1] = p_tx[v_first] LOOP v_last := v_last + 1; END LOOP;
    v_op := v_first;
    v_run := p_run[v_first];
    IF v_run > 1 THEN
      ${RUN_OF_PUTS}
    END IF;
    IF v_run > 1 THEN
      FOR v_index IN v_first..v_op LOOP v_statuses[v_index] := 1; END LOOP;
      v_last := v_op;
    ELSIF v_last > v_first AND p_kind[v_first] NOT IN (1, 9) THEN
      ${TRANSACTION}
    ELSIF p_kind[v_first] IN (1, 8) OR p_kind[v_first] BETWEEN 10 AND 14 THEN
      ${READ}
    ELSIF p_kind[v_first] = 15 THEN
      ${CLEAR}
    ELSIF p_kind[v_first] = 16 THEN
      ${CLEAR_OWNER}
    ELSIF p_kind[v_first] = 17 THEN
      ${SWEEP}
    ELSE
      v_last := v_first;
      ${STEP}
    END IF;
    ${APPEND_USAGE}
    EXIT WHEN v_statuses[v_op] = 14;
    v_first := v_last + 1;
  END LOOP;
  ${LEAVE}
  v_text := to_json(ROW(v_statuses, v_counts, v_row_op, v_row_key, v_row_json, v_row_version, v_row_created, v_row_expires, NULL,
    v_notice_op, v_notice_kind, v_notice_namespace, v_notice_count)::answer_1);
  IF v_changed THEN
    IF v_receipt.seq IS NULL THEN
      INSERT INTO receipt (client, seq, answer) VALUES (p_client, p_seq, v_text);
    ELSE
      UPDATE receipt SET seq = p_seq, answer = v_text WHERE ctid = v_receipt.place;
    END IF;
  END IF;
  RETURN v_text;
END $body$;
`;
}
