import { ENTER } from "./place.js";
import { COMPUTE_NAMESPACE_EXCESS, EVICT_FROM_NAMESPACE } from "./room.js";

/**
 * A part of the body of \`apply_1\`: writes the \`v_run\` unconditional puts from \`v_first\` on, of distinct keys of one namespace, by one statement. It leaves what
 * they would leave one after another: the youngest writes. Where a cap that refuses is near, \`v_run\` becomes 0, and nothing is done.
 */
export const RUN_OF_PUTS: string = `
    v_ref := p_ref[v_first];
    ${ENTER}
    IF (p_ref_evicts[v_ref] = 0 AND v_entries + v_run >= ceil(p_ref_max[v_ref]::float8 * 0.9))
      OR v_owner_entries + v_run >= ceil(p_ref_owner_max[v_ref]::float8 * 0.9)
    THEN
      v_run := 0;
    ELSE
      v_last_version := greatest(v_last_version, v_floor - 1);
      WITH written AS (
        INSERT INTO entry AS e (owner_id, namespace_id, key, version, created, expires, json, sum)
        SELECT v_owner_id, v_space_id, p_key[i.op], v_last_version + i.op - v_first + 1, v_now, v_now + p_ttl[i.op], p_arg[i.op],
          hashtext(p_arg[i.op])
        FROM generate_series(v_first, v_first + v_run - 1) AS i(op)
        ON CONFLICT (owner_id, namespace_id, key) DO UPDATE SET
          version = excluded.version, created = excluded.created, expires = excluded.expires, json = excluded.json, sum = excluded.sum
        RETURNING (e.xmax = 0) AS added, e.expires
      ) SELECT count(*) FILTER (WHERE w.added), least(v_next_expiry, min(w.expires)) INTO v_removed, v_next_expiry FROM written w;
      v_last_version := v_last_version + v_run;
      v_entries := v_entries + v_removed;
      v_owner_entries := v_owner_entries + v_removed;
      v_evicts := p_ref_evicts[v_ref] = 1;
      v_space_dirty := true;
      v_owner_dirty := true;
      v_changed := true;
      v_writes := v_writes + v_run;
      v_op := v_first + v_run - 1;
      v_new := 0;
      v_before := 9223372036854775807;
      ${COMPUTE_NAMESPACE_EXCESS}
      IF v_excess > 0 THEN ${EVICT_FROM_NAMESPACE} END IF;
    END IF;`;
