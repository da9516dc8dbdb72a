import { mapMaybePromise } from "../../async/map-maybe-promise.js";
import type { JsonText } from "../../backend/stored-entry.js";
import { invalidInputError } from "../../errors/input-errors.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { decodeValue } from "../../values/decode.js";
import { encodeValue } from "../../values/encode.js";
import { validateWithSchema } from "../../values/validate-with-schema.js";

/**
 * A value as the text to store, captured before this returns (KS-VALUE-2). A schema validates the captured value, as it
 * will when it is read, and what it makes of it is stored.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` not a JSON value, or the schema refuses it
 * @throws `KEYED_STORE_LIMIT_EXCEEDED` too large or too deep
 */
export function encodeValueWithSchema<T>(
  handle: NamespaceHandle<T>,
  value: unknown,
  operationName: string,
): JsonText | Promise<JsonText> {
  const json = encodeValue(value, handle.encoding, operationName);
  if (handle.schema === undefined) return json;
  return mapMaybePromise(validateWithSchema(handle.schema, decodeValue(json)), (validation) => {
    if ("refusal" in validation) throw invalidInputError(operationName, validation.refusal);
    return encodeValue(validation.value, handle.encoding, operationName);
  });
}
