/**
 * What every function that reads or writes entries runs with. Generic plans over indexes: one that was made on an empty table would scan for
 * ever after. The caller's role reaches the tables through the functions alone.
 */
export function formatFunctionOptions(schema: string): string {
  return `SECURITY DEFINER
SET search_path = ${schema}, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_sort = off SET jit = off`;
}
