import { RELOAD, SAVE } from "./place.js";

/*
 * Parts of the body of \`apply_1\` that keep the caps. \`v_new\` entries are about to be written, or none where they are there already; entries of
 * version \`v_before\` and above are those of the transaction, and never go.
 */

/** By how many entries the namespace is above its cap once expired rows have made room: \`v_excess\`. */
export const COMPUTE_NAMESPACE_EXCESS: string = `
      v_excess := greatest(coalesce(v_entries + v_new - p_ref_max[v_ref], 0), 0);
      IF v_excess > 0 AND v_next_expiry <= v_now THEN
        SELECT p.removed, p.next_expiry INTO v_removed, v_next_expiry
          FROM purge_namespace_1(v_space_id, v_next_expiry, v_now, v_excess) p;
        v_entries := v_entries - v_removed;
        v_owner_entries := v_owner_entries - v_removed;
        v_excess := v_excess - v_removed;
        v_space_dirty := true;
        v_owner_dirty := true;
      END IF;`;

/** The same for the owner, of whose entries \`v_excess\` will go from the namespace: \`v_owner_excess\`. */
export const COMPUTE_OWNER_EXCESS: string = `
      v_owner_excess := greatest(coalesce(v_owner_entries + v_new - v_excess - p_ref_owner_max[v_ref], 0), 0);
      IF v_owner_excess > 0 THEN
        ${SAVE}
        v_removed := purge_owner_1(v_owner_id, v_now, v_owner_excess);
        v_owner_excess := v_owner_excess - v_removed;
        IF v_removed > 0 THEN
          v_changed := true;
          ${RELOAD}
        END IF;
      END IF;`;

/** Evicts \`v_excess\` of the oldest entries of the namespace, and says how many went: \`v_removed\`. */
export const EVICT_FROM_NAMESPACE: string = `
        SELECT e.removed, e.oldest INTO v_removed, v_oldest
          FROM evict_namespace_1(v_space_id, v_oldest, v_before, v_excess) e;
        v_entries := v_entries - v_removed;
        v_owner_entries := v_owner_entries - v_removed;
        v_space_dirty := true;
        v_owner_dirty := true;
        IF v_removed > 0 THEN ${formatNotice(1, "p_ref_name[v_ref]", "v_removed")} END IF;`;

/** Evicts \`v_owner_excess\` of the oldest entries of the owner, and says how many went: \`v_removed\`. */
export const EVICT_FROM_OWNER: string = `
        ${SAVE}
        v_removed := 0;
        FOR v_evicted IN SELECT * FROM evict_owner_1(v_owner_id, v_before, v_owner_excess) LOOP
          v_removed := v_removed + v_evicted.removed;
          ${formatNotice(2, "v_evicted.namespace_name", "v_evicted.removed")}
        END LOOP;
        v_changed := true;
        ${RELOAD}`;

/** Tells that the namespace has become nearly full by \`v_net\` more entries; expired ones do not count. */
export const TELL_NAMESPACE_NEAR_FULL: string = `
      IF p_ref_evicts[v_ref] = 0 AND v_net > 0 THEN
        v_threshold := ceil(p_ref_max[v_ref]::float8 * 0.9);
        IF v_entries >= v_threshold AND v_next_expiry <= v_now THEN
          SELECT p.removed, p.next_expiry INTO v_removed, v_next_expiry FROM purge_namespace_1(
            v_space_id, v_next_expiry, v_now, least(v_entries - v_threshold + 1, 128)) p;
          v_entries := v_entries - v_removed;
          v_owner_entries := v_owner_entries - v_removed;
          v_space_dirty := true;
          v_owner_dirty := true;
        END IF;
        IF v_entries - v_net < v_threshold AND v_entries >= v_threshold THEN
          ${formatNotice(3, "p_ref_name[v_ref]", "v_entries")}
        END IF;
      END IF;`;

/** The same of the owner. */
export const TELL_OWNER_NEAR_FULL: string = `
      IF p_ref_owner_evicts[v_ref] = 0 AND v_net > 0 THEN
        v_threshold := ceil(p_ref_owner_max[v_ref]::float8 * 0.9);
        IF v_owner_entries >= v_threshold THEN
          ${SAVE}
          v_removed := purge_owner_1(v_owner_id, v_now, least(v_owner_entries - v_threshold + 1, 128));
          IF v_removed > 0 THEN
            v_changed := true;
            ${RELOAD}
          END IF;
          IF v_owner_entries - v_net < v_threshold AND v_owner_entries >= v_threshold THEN
            ${formatNotice(4, "NULL::text", "v_owner_entries")}
          END IF;
        END IF;
      END IF;`;

/** Makes room for the one entry that \`v_ref\` is about to write, or fails having changed nothing. */
export const MAKE_ROOM_OR_FAIL: string = `
      v_new := 1;
      v_before := 9223372036854775807;
      ${COMPUTE_NAMESPACE_EXCESS}
      IF v_excess > 0 AND p_ref_evicts[v_ref] = 0 THEN
        v_status := 10;
        v_count := v_entries;
      ELSE
        ${COMPUTE_OWNER_EXCESS}
        IF v_owner_excess > 0 THEN
          ${SAVE}
          IF p_ref_owner_evicts[v_ref] = 0 OR count_evictable_1(v_owner_id, v_space_id)
            + (CASE WHEN p_ref_evicts[v_ref] = 1 THEN v_entries - v_excess ELSE 0 END) < v_owner_excess
          THEN v_status := 11; END IF;
        END IF;
      END IF;
      IF v_status = 1 THEN
        IF v_evicts <> (p_ref_evicts[v_ref] = 1) THEN
          v_evicts := p_ref_evicts[v_ref] = 1;
          v_space_dirty := true;
        END IF;
        v_net := 1 - v_excess;
        IF v_excess > 0 THEN ${EVICT_FROM_NAMESPACE} END IF;
        IF v_owner_excess > 0 THEN ${EVICT_FROM_OWNER} END IF;
      END IF;`;

export function formatNotice(kind: number, namespace: string, count: string): string {
  return `
            v_notice_op := v_notice_op || v_op;
            v_notice_kind := v_notice_kind || ${kind};
            v_notice_namespace := v_notice_namespace || ${namespace};
            v_notice_count := v_notice_count || (${count})::int8;`;
}
