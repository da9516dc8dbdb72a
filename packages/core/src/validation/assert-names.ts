import type { Limits } from "../contract/limits.js";
import { invalidInputError } from "../errors/input-errors.js";
import { describeValue } from "../text/describe-value.js";
import type { ProblemText } from "../text/problem-text.js";
import { quoteNameForMessage } from "../text/quote-name-for-message.js";
import { countUtf8Bytes, findLoneSurrogateIndex } from "../text/utf8.js";

/** Bytes of an owner's name (KS-NAME-2): npm's longest package name. */
const MAX_OWNER_BYTES = 214;

/**
 * Checks a key (KS-NAME-1): any well-formed text without U+0000, taken exactly as it is.
 *
 * @param argumentName - what the caller calls it, for messages
 * @throws `KEYED_STORE_INVALID_INPUT` it is none
 */
export function assertKey(
  key: unknown,
  limits: Limits,
  operationName: string,
  argumentName = "key",
): asserts key is string {
  if (typeof key === "string" && isShortAscii(key, limits.maxKeyBytes)) return;
  const problem = describeKeyProblem(key, limits.maxKeyBytes);
  if (problem !== undefined) throw invalidInputError(operationName, `${argumentName} must be ${problem}`);
}

/**
 * Checks a namespace's name (KS-NAME-2).
 *
 * @throws `KEYED_STORE_INVALID_INPUT` it is none
 */
export function assertNamespaceName(
  namespace: unknown,
  limits: Limits,
  operationName: string,
): asserts namespace is string {
  assertName(namespace, "namespace", NAMESPACE_RULE, limits.maxNamespaceBytes, operationName);
}

/**
 * Checks an owner's name (KS-NAME-2): a plugin id, a module's name, an npm package.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` it is none
 */
export function assertOwnerName(owner: unknown, _limits: Limits, operationName: string): asserts owner is string {
  assertName(owner, "owner", OWNER_RULE, MAX_OWNER_BYTES, operationName);
}

/** What a name must look like, and how a message says so. */
interface NameRule {
  readonly pattern: RegExp;
  readonly start: string;
  readonly others: string;
}

const NAMESPACE_RULE: NameRule = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
  start: "a letter or digit",
  others: ". _ -",
};
const OWNER_RULE: NameRule = {
  pattern: /^[A-Za-z0-9@][A-Za-z0-9@._:/-]*$/,
  start: "a letter, digit or @",
  others: "@ . _ : / -",
};

function assertName(
  name: unknown,
  argumentName: string,
  rule: NameRule,
  maxBytes: number,
  operationName: string,
): void {
  if (typeof name !== "string") {
    throw invalidInputError(operationName, `${argumentName} must be a string, was ${describeValue(name)}.`);
  }
  // Both patterns allow ASCII alone, so that characters are bytes.
  if (name.length > maxBytes) {
    throw invalidInputError(
      operationName,
      `${argumentName} must be at most ${maxBytes} bytes long, was ${countUtf8Bytes(name)}.`,
    );
  }
  if (!rule.pattern.test(name)) {
    throw invalidInputError(
      operationName,
      `${argumentName} must start with ${rule.start} and go on with ASCII letters, digits and ${rule.others}, was ${quoteNameForMessage(name)}.`,
    );
  }
}

/** The common case, found without counting bytes: ASCII other than U+0000 is one byte a character and well-formed. */
function isShortAscii(key: string, maxBytes: number): boolean {
  return key.length <= maxBytes && ASCII.test(key);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a key may have all of them but U+0000
const ASCII = /^[\u0001-\u007f]+$/;

function describeKeyProblem(key: unknown, maxBytes: number): ProblemText | undefined {
  if (typeof key !== "string") return `a string of 1 to ${maxBytes} bytes, was ${describeValue(key)}.`;
  if (key === "") return `1 to ${maxBytes} bytes long, was empty.`;
  const bytes = countUtf8Bytes(key);
  if (bytes > maxBytes) return `at most ${maxBytes} bytes of UTF-8 (limits.maxKeyBytes), was ${bytes} bytes.`;
  const lone = findLoneSurrogateIndex(key);
  if (lone !== -1) return `well-formed text, has a lone surrogate at position ${lone}.`;
  const nul = key.indexOf("\0");
  if (nul !== -1) return `free of U+0000, has one at position ${nul}.`;
  return undefined;
}
