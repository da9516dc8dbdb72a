import { formatApplyFunction } from "./apply/apply.js";
import { formatLockFunctions } from "./lock.js";
import { formatProcedures } from "./procedures.js";
import { formatReadFunctions } from "./read.js";
import { REMOVAL_FUNCTIONS } from "./removal.js";
import { TABLES } from "./tables.js";

/** The format that this version writes. Its functions bear its number and are never replaced, so that old and new processes run side by side. */
export const FORMAT = 1;

/** All statements that make an empty PostgreSQL schema, whose name is quoted, a store. They run in one transaction. */
export function formatSchema(schema: string): string {
  return `
SET LOCAL search_path = ${schema}, pg_temp;
SET LOCAL check_function_bodies = off;
${TABLES}${REMOVAL_FUNCTIONS}${formatLockFunctions(schema)}${formatReadFunctions(schema)}${formatApplyFunction(schema)}${formatProcedures(schema)}
INSERT INTO store (format, incarnation) VALUES (${FORMAT}, gen_random_uuid());
`;
}
