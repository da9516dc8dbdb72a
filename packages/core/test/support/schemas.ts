import type { SchemaResult, StandardSchema } from "../../src/contract/values/standard-schema.js";

/** A schema from a function. */
export function schemaOf<T>(
  validate: (value: unknown) => SchemaResult<T> | Promise<SchemaResult<T>>,
): StandardSchema<unknown, T> {
  return { "~standard": { version: 1, vendor: "test", validate } };
}

/** Accepts all there is. */
export function anything(): StandardSchema<unknown, unknown> {
  return schemaOf((value) => ({ value }));
}

/** Accepts numbers up to a limit, which a test may move. */
export function numbersUpTo(limit: { max: number }): StandardSchema<unknown, number> {
  return schemaOf((value) =>
    typeof value === "number" && value <= limit.max
      ? { value }
      : { issues: [{ message: `${String(value)} is too large`, path: ["amount", { key: 0 }] }] },
  );
}

/** The same schema with answers that come later. */
export function late<T>(schema: StandardSchema<unknown, T>, pause: () => Promise<void> = async () => {}) {
  return schemaOf<T>(async (value) => {
    await pause();
    return schema["~standard"].validate(value);
  });
}
