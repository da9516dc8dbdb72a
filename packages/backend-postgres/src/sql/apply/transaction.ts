import { ENTER, FORGET, SAVE } from "./place.js";
import {
  COMPUTE_NAMESPACE_EXCESS,
  COMPUTE_OWNER_EXCESS,
  EVICT_FROM_NAMESPACE,
  EVICT_FROM_OWNER,
  TELL_NAMESPACE_NEAR_FULL,
  TELL_OWNER_NEAR_FULL,
} from "./room.js";
import { STEP } from "./step.js";

const FAIL = "RAISE EXCEPTION USING ERRCODE = 'KS000';";

/** Keeps the caps of all that a transaction added to, when its steps are done (KS-CAP-1, KS-CAP-2). */
const KEEP_CAPS = `
      v_new := 0;
      v_before := v_first_version;
      FOR v_index IN 1..cardinality(v_grown_op) LOOP
        CONTINUE WHEN v_grown_op[v_index] IS NULL;
        v_op := v_grown_op[v_index];
        v_ref := p_ref[v_op];
        ${ENTER}
        ${COMPUTE_NAMESPACE_EXCESS}
        IF v_excess > 0 THEN
          IF p_ref_evicts[v_ref] = 0 THEN
            v_status := 10;
            v_count := v_entries - v_grown_net[v_index];
            ${FAIL}
          END IF;
          ${EVICT_FROM_NAMESPACE}
          IF v_removed < v_excess THEN
            v_status := 12;
            ${FAIL}
          END IF;
          v_grown_net[v_index] := v_grown_net[v_index] - v_removed;
        END IF;
      END LOOP;
      v_excess := 0;
      IF array_remove(v_grown_op, NULL) <> '{}' THEN
        ${COMPUTE_OWNER_EXCESS}
        IF v_owner_excess > 0 THEN
          v_status := 11;
          IF p_ref_owner_evicts[v_ref] = 0 THEN ${FAIL} END IF;
          ${EVICT_FROM_OWNER}
          IF v_removed < v_owner_excess THEN ${FAIL} END IF;
          v_status := 1;
        END IF;
        FOR v_index IN 1..cardinality(v_grown_op) LOOP
          CONTINUE WHEN v_grown_op[v_index] IS NULL;
          v_op := v_grown_op[v_index];
          v_ref := p_ref[v_op];
          v_net := v_grown_net[v_index];
          ${ENTER}
          ${TELL_NAMESPACE_NEAR_FULL}
        END LOOP;
        v_net := (SELECT coalesce(sum(net), 0) FROM unnest(v_grown_net) AS g(net));
        ${TELL_OWNER_NEAR_FULL}
      END IF;`;

/**
 * A part of the body of \`apply_1\`: does the operations from \`v_first\` to \`v_last\` together or not at all. The server undoes what was done when one of
 * them is refused.
 */
export const TRANSACTION: string = `
    v_ref := p_ref[v_first];
    ${ENTER}
    ${SAVE}
    v_rows := cardinality(v_row_op);
    v_notices := cardinality(v_notice_op);
    v_in_tx := true;
    v_grown_op := array_fill(NULL::int4, ARRAY[cardinality(p_ref_space)]);
    v_grown_net := array_fill(0::int8, ARRAY[cardinality(p_ref_space)]);
    v_status := 1;
    BEGIN
      FOR v_index IN v_first..v_last LOOP
        CONTINUE WHEN p_kind[v_index] <> 8;
        v_ref := p_ref[v_index];
        ${ENTER}
        SELECT e.version INTO v_version FROM entry e WHERE e.owner_id = v_owner_id AND e.namespace_id = v_space_id
          AND e.key = p_key[v_index] AND (e.expires IS NULL OR e.expires > v_now);
        IF coalesce(v_version, 0) <> p_a[v_index] THEN v_status := 2; END IF;
      END LOOP;
      IF v_status = 2 THEN
        v_statuses[v_first] := 2;
      ELSE
        v_first_version := greatest(v_last_version + 1, v_floor);
        FOR v_index IN v_first..v_last LOOP
          v_op := v_index;
          ${STEP}
          IF v_status >= 10 THEN ${FAIL} END IF;
        END LOOP;
        v_op := v_last;
        ${KEEP_CAPS}
        ${SAVE}
      END IF;
    EXCEPTION WHEN SQLSTATE 'KS000' THEN
      ${FORGET}
      IF v_status <> 13 AND v_status <> 14 THEN v_row_op := v_row_op[1:v_rows]; END IF;
      v_row_key := v_row_key[1:cardinality(v_row_op)];
      v_row_json := v_row_json[1:cardinality(v_row_op)];
      v_row_version := v_row_version[1:cardinality(v_row_op)];
      v_row_created := v_row_created[1:cardinality(v_row_op)];
      v_row_expires := v_row_expires[1:cardinality(v_row_op)];
      v_notice_op := v_notice_op[1:v_notices];
      v_notice_kind := v_notice_kind[1:v_notices];
      v_notice_namespace := v_notice_namespace[1:v_notices];
      v_notice_count := v_notice_count[1:v_notices];
      v_statuses[v_op] := v_status;
      v_counts[v_op] := v_count;
    END;
    v_in_tx := false;`;
