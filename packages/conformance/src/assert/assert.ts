import { deepEqual } from "./deep-equal.js";
import { formatForMessage } from "./format-for-message.js";

/** Fails with `message` unless `condition` holds. */
export function ok(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Fails unless `actual` is deep-equal to `expected`; `what` names the thing compared. */
export function same(actual: unknown, expected: unknown, label: string): void {
  if (!deepEqual(actual, expected))
    throw new Error(`${label} is ${formatForMessage(actual)}, and must be ${formatForMessage(expected)}`);
}

/** Fails unless every one of `parts` occurs in `text`; for messages that must name something. */
export function expectMentions(text: string, expectedParts: readonly string[], label: string): void {
  for (const part of expectedParts)
    ok(text.includes(part), `${label} does not mention ${formatForMessage(part)}: ${formatForMessage(text)}`);
}

/** What `call` threw or rejected with; fails when it did neither. */
export async function catchError(call: () => unknown, label: string): Promise<unknown> {
  let result: unknown;
  try {
    result = await call();
  } catch (error) {
    return error;
  }
  throw new Error(`${label} must fail, and gave ${formatForMessage(result)}`);
}
