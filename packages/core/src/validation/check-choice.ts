import { invalidInput } from "../errors/input-errors.js";
import { show } from "../text/describe-value.js";

/** One of a few words; the first where none was given. */
export function choiceOf<C extends string>(given: unknown, choices: readonly [C, ...C[]], argument: string): C {
  if (given === undefined) return choices[0];
  const choice = choices.find((word) => word === given);
  if (choice !== undefined) return choice;
  const words = choices.map((word) => `"${word}"`).join(" or ");
  throw invalidInput("open", `${argument} must be ${words}, was ${show(given)}.`);
}
