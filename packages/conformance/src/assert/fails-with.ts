import { ERROR_CODES, type ErrorCode, isKeyedStoreError, type KeyedStoreError } from "@keyed-store/core";
import { catchError, ok } from "./assert.js";
import { formatForMessage } from "./format-for-message.js";

/** A code without its prefix, as the contract writes it. */
export type ShortCode = ErrorCode extends `KEYED_STORE_${infer Short}` ? Short : never;

/**
 * Fails unless `call` throws or rejects with this code, and with all that KS-ERR-1 asks of any error.
 *
 * @param expectedOperation - the operation that the error must name; openers say `open`
 */
export async function failsWith(
  code: ShortCode,
  call: () => unknown,
  expectedOperation?: string,
): Promise<KeyedStoreError> {
  const what = `${expectedOperation ?? "the call"} (expecting ${code})`;
  const error = await catchError(call, what);
  ok(isKeyedStoreError(error), `${what} threw a foreign error: ${formatForMessage(error)}`);
  ok(error.code === `KEYED_STORE_${code}`, `${what} failed with ${formatForMessage(error)}`);
  expectErrorShape(error);
  ok(
    expectedOperation === undefined || error.operation === expectedOperation,
    `the error of ${what} names operation "${error.operation}"`,
  );
  return error;
}

/** KS-ERR-1 and KS-ERR-2, of any error at all. */
export function expectErrorShape(error: KeyedStoreError): void {
  ok(error instanceof Error, "the error is no Error");
  ok(
    (ERROR_CODES as readonly string[]).includes(error.code),
    `the code ${formatForMessage(error.code)} is not in the closed list`,
  );
  ok(
    typeof error.operation === "string" && error.operation !== "unknown",
    `no operation is named by ${formatForMessage(error)}`,
  );
  ok(error.message.length > 10, `the message says nothing: ${formatForMessage(error)}`);
  const passing = error.code === "KEYED_STORE_BUSY" || error.code === "KEYED_STORE_CONFLICT";
  const mayPass = passing || error.code === "KEYED_STORE_READ_FAILED" || error.code === "KEYED_STORE_WRITE_FAILED";
  ok(
    passing ? error.retryable : mayPass || !error.retryable,
    `retryable is ${error.retryable} on ${formatForMessage(error)}`,
  );
}
