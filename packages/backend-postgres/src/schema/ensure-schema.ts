import { type Access, KeyedStoreError } from "@keyed-store/core";
import type { PostgresConnection } from "../driver/driver.js";
import { FORMAT, formatSchema } from "../sql/format-schema.js";
import { openFailedError } from "./check-server.js";
import { quoteSchema } from "./quote-schema.js";

/** So long one process waits for another that is just making the same store. */
const DDL_WAIT = "2s";

/**
 * Makes sure that a PostgreSQL schema is a store of this format: where there is nothing, it is made, unless the access is read-only.
 *
 * @throws `KEYED_STORE_OPEN_FAILED` there is none, or something else; it was left as it is
 * @throws `KEYED_STORE_SCHEMA_UNSUPPORTED` a newer version wrote it
 */
export async function ensureSchema(connection: PostgresConnection, schema: string, access: Access): Promise<void> {
  if (await isStore(connection, schema)) return;
  if (access === "read-only") {
    throw openFailedError(
      `There is no store in the PostgreSQL schema ${schema}; open it with access "read-write" once to create one.`,
    );
  }
  // CREATE … IF NOT EXISTS of two sessions at once fails on the catalogs, so that one at a time looks and makes.
  const lock = `SELECT pg_advisory_xact_lock(hashtext('keyed-store'), hashtext('${schema}'))`;
  await connection.query({
    text: `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '${DDL_WAIT}'; ${lock}`,
  });
  try {
    if (!(await isStore(connection, schema))) {
      await connection.query({
        text: `CREATE SCHEMA IF NOT EXISTS ${quoteSchema(schema)}; ${formatSchema(quoteSchema(schema))}`,
      });
    }
    await connection.query({ text: "COMMIT" });
  } catch (error) {
    await connection.query({ text: "ROLLBACK" }).catch(() => {}); // what went wrong first is what counts
    throw error;
  }
}

/** The format of the store in a schema; it must have one. */
export async function readFormat(connection: PostgresConnection, schema: string): Promise<number> {
  const [row] = await connection.query({ text: `SELECT ${quoteSchema(schema)}.read_format()` });
  return Number(row?.[0]);
}

/** Whether the schema has a store that this version understands; it throws where it has something else. */
async function isStore(connection: PostgresConnection, schema: string): Promise<boolean> {
  const [row] = await connection.query({
    text: `SELECT EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = n.oid AND p.proname = 'read_format'),
      EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid) OR EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = n.oid)
      FROM pg_namespace n WHERE n.nspname = '${schema}'`,
  });
  const [hasFormat, hasAnything] = row ?? [];
  if (hasFormat === "t") {
    assertFormatSupported(await readFormat(connection, schema), schema);
    return true;
  }
  if (hasAnything === "t") {
    throw openFailedError(
      `The PostgreSQL schema ${schema} has tables or functions that are not a store's; name another one, or an empty one.`,
    );
  }
  return false;
}

function assertFormatSupported(format: number, schema: string): void {
  if (format <= FORMAT) return;
  throw new KeyedStoreError(
    "KEYED_STORE_SCHEMA_UNSUPPORTED",
    `The store in the PostgreSQL schema ${schema} has format ${format}; this version of keyed-store knows ${FORMAT}. Install a newer one.`,
    { operation: "open" },
  );
}
