import { invalidInputError } from "../errors/input-errors.js";
import { formatReceivedArgument } from "../text/describe-value.js";

/** One of a few words; the first where none was given. */
export function parseChoice<C extends string>(
  input: unknown,
  choices: readonly [C, ...C[]],
  argumentName: string,
  operationName = "open",
): C {
  if (input === undefined) return choices[0];
  const choice = choices.find((word) => word === input);
  if (choice !== undefined) return choice;
  const list = choices.map((word) => `"${word}"`).join(" or ");
  throw invalidInputError(operationName, `${argumentName} must be ${list}, was ${formatReceivedArgument(input)}.`);
}
