import { isPromise } from "../async/is-promise.js";
import type { SchemaIssue, SchemaResult, StandardSchema } from "../contract/values/standard-schema.js";
import { isError } from "../host/is-error.js";
import { formatValuePath } from "./value-path.js";

/** Why a schema refuses a value, in words that hold no value (KS-ERR-3). */
export interface SchemaRefusal {
  readonly refusal: string;
}

/** What a schema makes of a value, or why it refuses it. */
export type SchemaValidation<T> = { readonly value: T } | SchemaRefusal;

/** Validates a value with a schema. A schema that throws refuses the value. */
export function validateWithSchema<T>(
  schema: StandardSchema<unknown, T>,
  value: unknown,
): SchemaValidation<T> | Promise<SchemaValidation<T>> {
  try {
    const answer = schema["~standard"].validate(value);
    if (!isPromise(answer)) return toSchemaValidation(answer);
    return Promise.resolve(answer).then(toSchemaValidation).catch(toRefusalOfThrownError);
  } catch (error) {
    return toRefusalOfThrownError(error);
  }
}

function toSchemaValidation<T>(result: SchemaResult<T>): SchemaValidation<T> {
  if (result.issues === undefined) return { value: result.value };
  const places = [...new Set(result.issues.map(formatIssuePath))];
  const more = places.length > MAX_SHOWN_PATHS ? ` and ${places.length - MAX_SHOWN_PATHS} other places` : "";
  return { refusal: `The schema refuses ${places.slice(0, MAX_SHOWN_PATHS).join(", ")}${more}.` };
}

/** The places that one message names. */
const MAX_SHOWN_PATHS = 5;

function formatIssuePath(issue: SchemaIssue): string {
  const steps = issue.path ?? [];
  return formatValuePath(
    steps.map((step) => {
      const key = typeof step === "object" ? step.key : step;
      return typeof key === "symbol" ? String(key) : key;
    }),
  );
}

/** What a validator throws may quote the value, so the message names only its kind. */
function toRefusalOfThrownError(error: unknown): SchemaRefusal {
  return { refusal: `The schema's validator threw ${isError(error) ? `a ${error.name}` : "something"}.` };
}
