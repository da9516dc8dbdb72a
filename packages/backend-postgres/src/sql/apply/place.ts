/*
 * Parts of the body of \`apply_1\`. The ledgers of one owner and one namespace, those of the operation at hand, are in variables; they
 * are saved when another one is entered, and wherever something reads or writes the ledgers' tables.
 */

/** Writes what the variables have that the tables have not. */
export const SAVE: string = `
    IF v_space_dirty THEN
      UPDATE namespace_ledger SET stamp = stamp + 1, entries = v_entries, evicts = v_evicts, oldest = v_oldest,
        next_expiry = v_next_expiry WHERE ctid = v_space_place RETURNING ctid INTO v_space_place;
      v_space_dirty := false;
      v_changed := true;
    END IF;
    IF v_owner_dirty THEN
      UPDATE owner_ledger SET stamp = stamp + 1, entries = v_owner_entries, last_version = v_last_version
        WHERE ctid = v_owner_place RETURNING ctid INTO v_owner_place;
      v_owner_dirty := false;
      v_changed := true;
    END IF;`;

const LOAD_OWNER = `
      SELECT l.ctid, l.entries, l.last_version INTO v_owner_place, v_owner_entries, v_last_version
        FROM owner_ledger l WHERE l.owner_id = v_owner_id ORDER BY l.stamp DESC LIMIT 1;`;

const LOAD_SPACE = `
      SELECT l.ctid, l.entries, l.evicts, l.oldest, l.next_expiry
        INTO v_space_place, v_entries, v_evicts, v_oldest, v_next_expiry
        FROM namespace_ledger l WHERE l.namespace_id = v_space_id ORDER BY l.stamp DESC LIMIT 1;`;

/** Reads both ledgers again, after something else wrote to their tables. */
export const RELOAD: string = `${LOAD_OWNER}${LOAD_SPACE}`;

/** Rows that expired a minute ago go by the way, at most two for each write (KS-TTL-5). */
export const LEAVE: string = `
    IF v_writes > 0 AND v_next_expiry <= v_now - 60000 THEN
      SELECT p.removed, p.next_expiry INTO v_removed, v_next_expiry
        FROM purge_namespace_1(v_space_id, v_next_expiry, v_now - 60000, 2 * v_writes) p;
      v_entries := v_entries - v_removed;
      v_owner_entries := v_owner_entries - v_removed;
      v_space_dirty := true;
      v_owner_dirty := true;
    END IF;
    v_writes := 0;${SAVE}`;

/** Makes the namespace of \`v_ref\` the one at hand. */
export const ENTER: string = `
    IF p_ref_space[v_ref] <> v_space THEN
      ${LEAVE}
      IF p_ref_owner[v_ref] <> v_owner THEN
        v_owner := p_ref_owner[v_ref];
        v_owner_id := v_owner_ids[v_owner];
        ${LOAD_OWNER}
      END IF;
      v_space := p_ref_space[v_ref];
      SELECT n.id INTO v_space_id FROM namespace n WHERE n.owner_id = v_owner_id AND n.name = p_ref_name[v_ref];
      IF NOT FOUND THEN
        INSERT INTO namespace (owner_id, name) VALUES (v_owner_id, p_ref_name[v_ref]) RETURNING id INTO v_space_id;
        INSERT INTO namespace_ledger (owner_id, namespace_id, stamp, entries, evicts, oldest, next_expiry)
          VALUES (v_owner_id, v_space_id, 0, 0, false, 0, NULL);
      END IF;
      ${LOAD_SPACE}
    END IF;`;

/** Forgets what is at hand, after it was rolled back. */
export const FORGET: string = `
      v_space := 0;
      v_owner := 0;
      v_space_dirty := false;
      v_owner_dirty := false;
      v_writes := 0;
      v_next_expiry := NULL;`;
