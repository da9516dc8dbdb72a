import { isKeyedStoreError } from "keyed-store";
import { BadRequest } from "./read-fields.mjs";

/**
 * What a failed request is answered with. The status tells a source whether to deliver again: on 5xx it does.
 *
 * @param {unknown} error
 * @returns {import("../plugin.js").Answer}
 */
export function createErrorAnswer(error) {
  if (error instanceof BadRequest) return { status: 400, body: { error: error.message } };
  if (!isKeyedStoreError(error)) return { status: 502, body: { error: "it could not be done" } };
  // The message of an error of the store holds no stored value, and names what was wrong with the input.
  if (error.code === "KEYED_STORE_INVALID_INPUT") return { status: 400, body: { error: error.message } };
  if (error.code === "KEYED_STORE_LIMIT_EXCEEDED") return { status: 507, body: { error: error.code } };
  return { status: 503, retryAfterMs: 1000, body: { error: error.code } };
}
