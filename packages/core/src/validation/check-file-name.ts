import { invalidInput } from "../errors/input-errors.js";
import { show } from "../text/describe-value.js";

/** What no file can be called on one system or another: control characters, separators, names of devices. */
const FORBIDDEN = /[\\/:*?"<>|\p{Cc}]|^\.{1,2}$|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu;

/** Characters that leave room for the suffixes of files beside the database. */
const LONGEST = 200;

/** The name of a file that can be on every system, without any directory in it. */
export function fileNameOf(given: unknown): string {
  if (given === undefined) return "state.sqlite";
  if (typeof given === "string" && given !== "" && given.length <= LONGEST && !FORBIDDEN.test(given)) return given;
  throw invalidInput(
    "open",
    `fileName must be a plain file name of at most ${LONGEST} characters that every system allows, was ${show(given)}. Where it lies is said by directory.`,
  );
}
