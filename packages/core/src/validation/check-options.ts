import { invalidInputError } from "../errors/input-errors.js";
import { formatReceivedArgument } from "../text/describe-value.js";
import { findNearestName } from "../text/find-nearest-name.js";
import { quoteNameForMessage } from "../text/quote-name-for-message.js";

/** The options of a call by their names, which are right; what they are set to is yet to be checked. */
export type OptionValues = Record<string, unknown>;

/**
 * The options that a caller gave, each read once, as an object without a prototype.
 *
 * @param input - what stands in the place of the options; `undefined` for none
 * @param allowedNames - the names there are
 * @param optionsLabel - what this is in messages, such as `openKeyedStore options`
 * @param operationName - the operation that was called
 * @throws `KEYED_STORE_INVALID_INPUT` not an object, or an unknown name, for which the message names the nearest right one (KS-ERR-3)
 */
export function checkOptions(
  input: unknown,
  allowedNames: readonly string[],
  optionsLabel: string,
  operationName: string,
): OptionValues {
  if (input === undefined) return NO_OPTIONS;
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw invalidInputError(operationName, `${optionsLabel} must be an object, was ${formatReceivedArgument(input)}.`);
  }
  const options = createNullPrototypeRecord();
  for (const [name, value] of readOptionMembers(input, optionsLabel, operationName)) {
    if (!allowedNames.includes(name)) throw unknownOptionError(name, allowedNames, optionsLabel, operationName);
    options[name] = value;
  }
  return options;
}

/** Without a prototype, so that nothing inherited passes for an option. */
function createNullPrototypeRecord(): OptionValues {
  return Object.create(null) as OptionValues; // its type does not say that it has no members
}

const NO_OPTIONS: OptionValues = Object.freeze(createNullPrototypeRecord());

function readOptionMembers(input: object, optionsLabel: string, operationName: string): [string, unknown][] {
  try {
    return Object.entries(input);
  } catch (cause) {
    throw invalidInputError(operationName, `${optionsLabel} cannot be read: a getter or proxy in it threw.`, cause);
  }
}

function unknownOptionError(
  name: string,
  allowedNames: readonly string[],
  optionsLabel: string,
  operationName: string,
): Error {
  const nearestName = findNearestName(name, allowedNames);
  const hint = nearestName === undefined ? `There are: ${allowedNames.join(", ")}.` : `Did you mean "${nearestName}"?`;
  return invalidInputError(operationName, `${optionsLabel} has no member ${quoteNameForMessage(name)}. ${hint}`);
}
