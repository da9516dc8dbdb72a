import { ENTER } from "./place.js";
import {
  COMPUTE_NAMESPACE_EXCESS,
  COMPUTE_OWNER_EXCESS,
  MAKE_ROOM_OR_FAIL,
  TELL_NAMESPACE_NEAR_FULL,
  TELL_OWNER_NEAR_FULL,
} from "./room.js";

const AT_KEY = "e.owner_id = v_owner_id AND e.namespace_id = v_space_id AND e.key = p_key[v_op]";

/** Removes the row that was found, live or not. */
const REMOVE = `
        DELETE FROM entry e WHERE ${AT_KEY};
        v_entries := v_entries - 1;
        v_owner_entries := v_owner_entries - 1;
        v_space_dirty := true;
        v_owner_dirty := true;
        IF v_in_tx AND v_live THEN v_grown_net[v_space] := v_grown_net[v_space] - 1; END IF;`;

const LOWER_NEXT_EXPIRY = `
        IF v_expires < v_next_expiry OR (v_next_expiry IS NULL AND v_expires IS NOT NULL) THEN
          v_next_expiry := v_expires;
          v_space_dirty := true;
        END IF;`;

const SET_EVICTS = `
        IF v_evicts <> (p_ref_evicts[v_ref] = 1) THEN
          v_evicts := p_ref_evicts[v_ref] = 1;
          v_space_dirty := true;
        END IF;`;

function appendRow(json: string, version: string, created: string, expires: string): string {
  return `
        v_row_op := v_row_op || v_op;
        v_row_key := v_row_key || p_key[v_op];
        v_row_json := v_row_json || ${json};
        v_row_version := v_row_version || ${version};
        v_row_created := v_row_created || ${created};
        v_row_expires := v_row_expires || ${expires};`;
}

const APPEND_FOUND = appendRow("v_found.json", "v_found.version", "v_found.created", "v_found.expires");

/** Adds as JavaScript adds; what is no number, or leaves the exact integers, is for the client to refuse in words. */
const ADD = `
        v_sum := NULL;
        IF NOT v_live THEN
          v_sum := p_x[v_op];
        ELSE
          v_expires := v_found.expires;
          v_text := btrim(v_found.json, E' \\t\\n\\r');
          IF v_text ~ '^-?(0|[1-9][0-9]{0,14})$' THEN
            v_sum := v_text::float8;
          ELSIF v_text ~ '^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]{1,3})?$' AND length(v_text) < 400 THEN
            IF v_text::numeric = 0 OR abs(v_text::numeric) BETWEEN 5e-324 AND 1.7976931348623157e308 THEN
              v_sum := v_text::float8;
            END IF;
          END IF;
          -- A quarter of the sum is exact where the sum itself would overflow.
          v_sum := CASE WHEN abs(v_sum / 4 + p_x[v_op] / 4) <= 2251799813685248 THEN v_sum + p_x[v_op] END;
        END IF;
        IF v_sum IS NULL OR abs(v_sum) > 9007199254740991 OR v_sum > p_y[v_op] THEN
          v_status := 13;
          IF v_live THEN ${APPEND_FOUND} END IF;
        ELSE
          v_write := true;
          v_created := v_now;
          v_json := CASE WHEN v_sum = trunc(v_sum) THEN v_sum::int8::text ELSE v_sum::text END;
        END IF;`;

const RESTORE = `
        v_created := p_x[v_op]::int8;
        v_json := p_arg[v_op];
        IF v_expires <= v_now THEN
          v_status := 4;
        ELSIF v_live AND v_found.created >= v_created THEN
          v_status := 3;
        ELSIF NOT v_live THEN
          IF v_exists THEN
            ${REMOVE}
            v_exists := false;
          END IF;
          v_new := 1;
          ${COMPUTE_NAMESPACE_EXCESS}
          IF v_excess = 0 THEN ${COMPUTE_OWNER_EXCESS} END IF;
          IF v_excess > 0 OR v_owner_excess > 0 THEN v_status := 5; END IF;
        END IF;
        v_write := v_status = 1;`;

const WRITE = `
      v_writes := v_writes + 1;
      v_changed := true;
      IF v_expires <= v_now THEN
        -- It would have expired already: what is there goes, and nothing is written (KS-TTL-7).
        IF v_exists THEN ${REMOVE} END IF;
        v_last_version := greatest(v_last_version + 1, v_floor);
        v_owner_dirty := true;
      ELSIF v_live THEN
        ${SET_EVICTS}
        v_last_version := greatest(v_last_version + 1, v_floor);
        v_owner_dirty := true;
        UPDATE entry e SET version = v_last_version, created = v_created, expires = v_expires, json = v_json,
          sum = hashtext(v_json) WHERE ${AT_KEY};
        ${LOWER_NEXT_EXPIRY}
      ELSE
        IF v_exists THEN ${REMOVE} END IF;
        IF v_in_tx THEN
          v_grown_op[v_space] := v_op;
          v_grown_net[v_space] := v_grown_net[v_space] + 1;
          ${SET_EVICTS}
        ELSE
          ${MAKE_ROOM_OR_FAIL}
        END IF;
        IF v_status = 1 THEN
          v_last_version := greatest(v_last_version + 1, v_floor);
          INSERT INTO entry (owner_id, namespace_id, key, version, created, expires, json, sum)
            VALUES (v_owner_id, v_space_id, p_key[v_op], v_last_version, v_created, v_expires, v_json, hashtext(v_json));
          v_entries := v_entries + 1;
          v_owner_entries := v_owner_entries + 1;
          v_space_dirty := true;
          v_owner_dirty := true;
          ${LOWER_NEXT_EXPIRY}
          IF NOT v_in_tx THEN
            ${TELL_NAMESPACE_NEAR_FULL}
            ${TELL_OWNER_NEAR_FULL}
          END IF;
        END IF;
      END IF;`;

/**
 * A part of the body of \`apply_1\`: does the operation \`v_op\`, which writes one key or may. What refuses it is found before anything is
 * changed, but for caps inside a transaction, which are kept at its end.
 */
export const STEP: string = `
    v_ref := p_ref[v_op];
    v_status := 1;
    v_count := 0;
    ${ENTER}
    SELECT e.version, e.created, e.expires, e.json, e.sum INTO v_found FROM entry e WHERE ${AT_KEY};
    v_exists := FOUND;
    v_live := v_exists AND (v_found.expires IS NULL OR v_found.expires > v_now);
    v_meets := (p_a[v_op] IS NULL OR p_a[v_op] = CASE WHEN v_live THEN v_found.version ELSE 0 END)
      AND (p_b[v_op] IS NULL OR (v_live AND p_b[v_op] = coalesce(v_found.expires, -1)));
    v_expires := coalesce(p_at[v_op], v_now + p_ttl[v_op]);
    v_write := false;
    CASE p_kind[v_op]
      WHEN 2, 3 THEN -- put, replace
        IF v_meets THEN
          v_write := true;
          v_created := v_now;
          v_json := p_arg[v_op];
        ELSE
          v_status := 0;
        END IF;
      WHEN 4 THEN -- increment
        ${ADD}
      WHEN 5 THEN -- touch
        IF NOT v_live OR NOT v_meets THEN
          v_status := 0;
        ELSIF v_expires <= v_now THEN
          ${REMOVE}
        ELSE
          UPDATE entry e SET expires = v_expires WHERE ${AT_KEY};
          v_changed := true;
          ${LOWER_NEXT_EXPIRY}
        END IF;
      WHEN 6 THEN -- delete
        IF NOT v_live OR NOT v_meets THEN
          v_status := 0;
        ELSE
          v_writes := v_writes + 1;
          ${REMOVE}
        END IF;
      WHEN 7 THEN -- consume
        IF NOT v_live THEN
          v_status := 0;
        ELSE
          ${APPEND_FOUND}
          IF hashtext(v_found.json) <> v_found.sum THEN
            v_status := 14;
          ELSE
            v_writes := v_writes + 1;
            ${REMOVE}
          END IF;
        END IF;
      WHEN 8 THEN NULL; -- checks were judged before the first step
      WHEN 9 THEN -- restore
        ${RESTORE}
    END CASE;
    IF v_write THEN
      ${WRITE}
      IF v_status = 1 AND p_kind[v_op] IN (3, 4) THEN
        ${appendRow("CASE WHEN p_kind[v_op] = 4 THEN v_json ELSE '' END", "v_last_version", "v_created", "v_expires")}
      END IF;
    END IF;
    v_statuses[v_op] := v_status;
    v_counts[v_op] := v_count;`;
