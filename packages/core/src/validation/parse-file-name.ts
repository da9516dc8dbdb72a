import { invalidInputError } from "../errors/input-errors.js";
import { formatReceivedArgument } from "../text/describe-value.js";

/** What no file can be called on one system or another: control characters, separators, names of devices. */
const FORBIDDEN = /[\\/:*?"<>|\p{Cc}]|^\.{1,2}$|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu;

/** Characters that leave room for the suffixes of files beside the database. */
const MAX_LENGTH = 200;

/** The name of a file that can be on every system, without any directory in it. */
export function parseFileName(input: unknown): string {
  if (input === undefined) return "state.sqlite";
  if (typeof input === "string" && input !== "" && input.length <= MAX_LENGTH && !FORBIDDEN.test(input)) return input;
  throw invalidInputError(
    "open",
    `fileName must be a plain file name of at most ${MAX_LENGTH} characters that every system allows, was ${formatReceivedArgument(input)}. Where it lies is said by directory.`,
  );
}
