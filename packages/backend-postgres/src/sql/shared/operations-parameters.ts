/**
 * A batch as parallel arrays, the same for every function: the namespaces that its operations speak of, and the operations.
 * Their order is that of \`encodeBatch\`.
 */
export const OPERATIONS_PARAMETERS: string = `
  p_owner text[],
  p_ref_owner int4[], p_ref_space int4[], p_ref_name text[], p_ref_max int8[], p_ref_evicts int4[],
  p_ref_owner_max int8[], p_ref_owner_evicts int4[],
  p_kind int4[], p_tx int4[], p_ref int4[], p_run int4[], p_key text[], p_arg text[], p_a int8[], p_b int8[],
  p_ttl int8[], p_at int8[], p_x float8[], p_y float8[]`;

/** The same as arguments of a call from one function to another. */
export const OPERATIONS_ARGUMENTS: string = `p_owner, p_ref_owner, p_ref_space, p_ref_name, p_ref_max, p_ref_evicts,
  p_ref_owner_max, p_ref_owner_evicts, p_kind, p_tx, p_ref, p_run, p_key, p_arg, p_a, p_b, p_ttl, p_at, p_x, p_y`;

/** How many they are. */
export const OPERATIONS_COUNT = 20;
