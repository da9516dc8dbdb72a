import { formatReceivedArgument, invalidInputError } from "@keyed-store/core";

/** The forms of KS-NAME-2. A store checks them too, but one that is opened later does so later. */
const OWNER = /^[A-Za-z0-9@][A-Za-z0-9@._:/-]{0,213}$/;
const NAMESPACE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/**
 * Whose data it is, by an adapter's options.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` it is of another form
 */
export function parseOwner(owner: unknown, operationName: string): string {
  return parseName(owner, "owner", OWNER, operationName);
}

/**
 * Which of the owner's data it is, by an adapter's options.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` it is missing, or of another form
 */
export function parseNamespace(namespace: unknown, operationName: string): string {
  if (namespace !== undefined) return parseName(namespace, "namespace", NAMESPACE, operationName);
  throw invalidInputError(
    operationName,
    'namespace is missing: a name such as "api", which no other use of the store has.',
  );
}

function parseName(name: unknown, label: string, form: RegExp, operationName: string): string {
  if (typeof name === "string" && form.test(name)) return name;
  throw invalidInputError(
    operationName,
    `${label} must be a string of the form ${form.source}, was ${formatReceivedArgument(name)}.`,
  );
}
