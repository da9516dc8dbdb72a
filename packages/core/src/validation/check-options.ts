import { invalidInput } from "../errors/input-errors.js";
import { show } from "../text/describe-value.js";
import { nearest } from "../text/find-nearest-name.js";
import { quoteName } from "../text/quote-name.js";

/**
 * The options that a caller gave, each read once, as an object without a prototype.
 *
 * @param given - what stands in the place of the options; `undefined` for none
 * @param allowed - the names there are
 * @param what - what this is in messages, such as `openKeyedStore options`
 * @param operation - the operation that was called
 * @throws `KEYED_STORE_INVALID_INPUT` not an object, or an unknown name, for which the nearest right one is told (KS-ERR-3)
 */
export function checkOptions(
  given: unknown,
  allowed: readonly string[],
  what: string,
  operation: string,
): Record<string, unknown> {
  if (given === undefined) return NONE;
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw invalidInput(operation, `${what} must be an object, was ${show(given)}.`);
  }
  const options = empty();
  for (const [name, value] of readMembers(given, what, operation)) {
    if (!allowed.includes(name)) throw unknownName(name, allowed, what, operation);
    options[name] = value;
  }
  return options;
}

/** Without a prototype, so that nothing inherited passes for an option. */
function empty(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>; // its type does not say that it has no members
}

const NONE: Record<string, unknown> = Object.freeze(empty());

function readMembers(given: object, what: string, operation: string): [string, unknown][] {
  try {
    return Object.entries(given);
  } catch (cause) {
    throw invalidInput(operation, `${what} cannot be read: a getter or proxy in it threw.`, cause);
  }
}

function unknownName(name: string, allowed: readonly string[], what: string, operation: string): Error {
  const meant = nearest(name, allowed);
  const hint = meant === undefined ? `There are: ${allowed.join(", ")}.` : `Did you mean "${meant}"?`;
  return invalidInput(operation, `${what} has no member ${quoteName(name)}. ${hint}`);
}
