/**
 * Removes what has expired and what is oldest. Each begins at a mark, below which there is nothing: so it never walks over the rows that were
 * removed before and that an old snapshot keeps.
 *
 * They have neither the rights of their owner nor settings of their own, but those of the functions that call them: so they are quick to call, and of no
 * use to anyone else.
 */
export const REMOVAL_FUNCTIONS: string = `
CREATE FUNCTION purge_namespace_1(
  p_namespace_id int8, p_from int8, p_until int8, p_limit int8, OUT removed int8, OUT next_expiry int8
) LANGUAGE plpgsql VOLATILE AS $body$
DECLARE
  v_last int8;
BEGIN
  WITH gone AS (
    DELETE FROM entry e WHERE e.ctid = ANY (ARRAY(
      SELECT i.ctid FROM entry i
      WHERE ~i.namespace_id = ~p_namespace_id AND i.expires >= p_from AND i.expires <= p_until
      ORDER BY i.expires LIMIT p_limit)) RETURNING e.expires
  ) SELECT count(*), max(expires) INTO removed, v_last FROM gone;
  SELECT e.expires INTO next_expiry FROM entry e
    WHERE ~e.namespace_id = ~p_namespace_id AND e.expires >= coalesce(v_last, p_from)
    ORDER BY e.expires LIMIT 1;
END $body$;

CREATE FUNCTION evict_namespace_1(
  p_namespace_id int8, p_oldest int8, p_before int8, p_limit int8, OUT removed int8, OUT oldest int8
) LANGUAGE plpgsql VOLATILE AS $body$
BEGIN
  WITH gone AS (
    DELETE FROM entry e WHERE e.ctid = ANY (ARRAY(
      SELECT i.ctid FROM entry i
      WHERE -i.namespace_id = -p_namespace_id AND i.version >= p_oldest AND i.version < p_before
      ORDER BY i.version LIMIT p_limit)) RETURNING e.version
  ) SELECT count(*), coalesce(max(version) + 1, p_oldest) INTO removed, oldest FROM gone;
END $body$;

CREATE FUNCTION purge_owner_1(p_owner_id int8, p_now int8, p_limit int8) RETURNS int8
LANGUAGE plpgsql VOLATILE AS $body$
DECLARE
  v_ledger record;
  v_removed int8;
  v_next int8;
  v_total int8 := 0;
BEGIN
  WHILE v_total < p_limit LOOP
    SELECT n.id, l.place, l.next_expiry INTO v_ledger FROM namespace n CROSS JOIN LATERAL (
      SELECT i.ctid AS place, i.next_expiry FROM namespace_ledger i WHERE i.namespace_id = n.id ORDER BY i.stamp DESC LIMIT 1
    ) l WHERE n.owner_id = p_owner_id AND l.next_expiry <= p_now ORDER BY l.next_expiry LIMIT 1;
    EXIT WHEN NOT FOUND;
    SELECT removed, next_expiry INTO v_removed, v_next
      FROM purge_namespace_1(v_ledger.id, v_ledger.next_expiry, p_now, p_limit - v_total);
    UPDATE namespace_ledger SET stamp = stamp + 1, entries = entries - v_removed, next_expiry = v_next WHERE ctid = v_ledger.place;
    v_total := v_total + v_removed;
  END LOOP;
  IF v_total > 0 THEN PERFORM add_to_owner_1(p_owner_id, -v_total); END IF;
  RETURN v_total;
END $body$;

CREATE FUNCTION evict_owner_1(p_owner_id int8, p_before int8, p_limit int8) RETURNS TABLE (namespace_name text, removed int8)
LANGUAGE plpgsql VOLATILE AS $body$
DECLARE
  v_oldest record;
  v_names text[] := '{}';
BEGIN
  FOR v_index IN 1..p_limit LOOP
    SELECT n.id, n.name, l.place, e.version INTO v_oldest FROM namespace n
      CROSS JOIN LATERAL (
        SELECT i.ctid AS place, i.evicts, i.oldest FROM namespace_ledger i
        WHERE i.namespace_id = n.id ORDER BY i.stamp DESC LIMIT 1) l
      CROSS JOIN LATERAL (
        SELECT i.version FROM entry i
        WHERE -i.namespace_id = -n.id AND i.version >= l.oldest AND i.version < p_before
        ORDER BY i.version LIMIT 1) e
      WHERE n.owner_id = p_owner_id AND l.evicts ORDER BY e.version LIMIT 1;
    EXIT WHEN NOT FOUND;
    DELETE FROM entry e WHERE -e.namespace_id = -v_oldest.id AND e.version = v_oldest.version;
    UPDATE namespace_ledger SET stamp = stamp + 1, entries = entries - 1, oldest = v_oldest.version + 1
      WHERE ctid = v_oldest.place;
    v_names := v_names || v_oldest.name;
  END LOOP;
  IF cardinality(v_names) > 0 THEN PERFORM add_to_owner_1(p_owner_id, -cardinality(v_names)); END IF;
  RETURN QUERY SELECT g.name, count(*) FROM unnest(v_names) AS g(name) GROUP BY g.name;
END $body$;

CREATE FUNCTION count_evictable_1(p_owner_id int8, p_except_id int8) RETURNS int8
LANGUAGE sql VOLATILE AS $body$
  SELECT coalesce(sum(l.entries), 0)::int8 FROM namespace n CROSS JOIN LATERAL (
    SELECT i.entries, i.evicts FROM namespace_ledger i WHERE i.namespace_id = n.id ORDER BY i.stamp DESC LIMIT 1
  ) l WHERE n.owner_id = p_owner_id AND n.id <> p_except_id AND l.evicts
$body$;

CREATE FUNCTION add_to_owner_1(p_owner_id int8, p_change int8) RETURNS void
LANGUAGE sql VOLATILE AS $body$
  UPDATE owner_ledger SET stamp = stamp + 1, entries = entries + p_change WHERE ctid = (
    SELECT ctid FROM owner_ledger WHERE owner_id = p_owner_id ORDER BY stamp DESC LIMIT 1)
$body$;

CREATE FUNCTION clear_owner_1(p_owner_id int8, p_now int8) RETURNS int8
LANGUAGE plpgsql VOLATILE AS $body$
DECLARE
  v_live int8;
  v_all int8;
BEGIN
  WITH gone AS (DELETE FROM entry WHERE owner_id = p_owner_id RETURNING expires)
    SELECT count(*), count(*) FILTER (WHERE expires IS NULL OR expires > p_now) INTO v_all, v_live FROM gone;
  UPDATE namespace_ledger SET stamp = stamp + 1, entries = 0, next_expiry = NULL WHERE ctid = ANY (ARRAY(
    SELECT l.place FROM namespace n CROSS JOIN LATERAL (
      SELECT i.ctid AS place FROM namespace_ledger i WHERE i.namespace_id = n.id ORDER BY i.stamp DESC LIMIT 1
    ) l WHERE n.owner_id = p_owner_id));
  PERFORM add_to_owner_1(p_owner_id, -v_all);
  RETURN v_live;
END $body$;

CREATE FUNCTION sweep_1(p_owner_ids int8[], p_now int8, p_limit int8, OUT removed int8, OUT more boolean)
LANGUAGE plpgsql VOLATILE AS $body$
DECLARE
  v_lowest record;
  v_next int8;
  v_until int8;
  v_gone int8;
BEGIN
  removed := 0;
  LOOP
    SELECT l.ctid AS place, l.owner_id, l.namespace_id, l.next_expiry INTO v_lowest FROM namespace_ledger l
      WHERE l.next_expiry <= p_now ORDER BY l.next_expiry LIMIT 1;
    more := FOUND;
    EXIT WHEN NOT more OR NOT v_lowest.owner_id = ANY (p_owner_ids);
    SELECT l.next_expiry INTO v_until FROM namespace_ledger l
      WHERE l.next_expiry <= p_now ORDER BY l.next_expiry OFFSET 1 LIMIT 1;
    -- Its rows up to the next lowest bound. Each round removes a row or learns a true bound.
    SELECT p.removed, p.next_expiry INTO v_gone, v_next FROM purge_namespace_1(
      v_lowest.namespace_id, v_lowest.next_expiry, coalesce(v_until, p_now), p_limit - removed) p;
    UPDATE namespace_ledger SET stamp = stamp + 1, entries = entries - v_gone, next_expiry = v_next WHERE ctid = v_lowest.place;
    IF v_gone > 0 THEN PERFORM add_to_owner_1(v_lowest.owner_id, -v_gone); END IF;
    removed := removed + v_gone;
    EXIT WHEN removed >= p_limit AND v_next <= p_now;
  END LOOP;
END $body$;
`;
