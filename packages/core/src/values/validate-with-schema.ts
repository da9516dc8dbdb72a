import { isPromise } from "../async/is-promise.js";
import type { SchemaIssue, SchemaResult, StandardSchema } from "../contract/standard-schema.js";
import { isError } from "../host/is-error.js";
import { formatPath } from "./value-path.js";

/** What a schema makes of a value, or in words why it refuses it. The words hold no value (KS-ERR-3). */
export type Judgement<T> = { readonly value: T } | { readonly refusal: string };

/** Asks a schema about a value. One that throws refuses. */
export function judge<T>(schema: StandardSchema<unknown, T>, value: unknown): Judgement<T> | Promise<Judgement<T>> {
  try {
    const answer = schema["~standard"].validate(value);
    if (!isPromise(answer)) return read(answer);
    return Promise.resolve(answer).then(read).catch(thrown);
  } catch (error) {
    return thrown(error);
  }
}

function read<T>(result: SchemaResult<T>): Judgement<T> {
  if (result.issues === undefined) return { value: result.value };
  const places = [...new Set(result.issues.map(placeOf))];
  const more = places.length > SHOWN ? ` and ${places.length - SHOWN} other places` : "";
  return { refusal: `The schema refuses ${places.slice(0, SHOWN).join(", ")}${more}.` };
}

/** The places that one message names. */
const SHOWN = 5;

function placeOf(issue: SchemaIssue): string {
  const steps = issue.path ?? [];
  return formatPath(
    steps.map((step) => {
      const key = typeof step === "object" ? step.key : step;
      return typeof key === "symbol" ? String(key) : key;
    }),
  );
}

/** What a validator throws may quote the value, so that only its kind is told. */
function thrown(error: unknown): { readonly refusal: string } {
  return { refusal: `The schema's validator threw ${isError(error) ? `a ${error.name}` : "something"}.` };
}
