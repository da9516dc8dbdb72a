import { formatReceivedArgument, invalidInputError } from "@keyed-store/core";

/** A place in the origin's private file system. */
export interface OpfsPlace {
  /** The names of the directories that lead to it, from the root down. */
  readonly directories: readonly string[];
  /** The path of the last of them: `opfs:/my-app`. */
  readonly directoryPath: string;
}

const PREFIX = /^opfs:/;

/** What no name can have in it, in one browser or another. */
const FORBIDDEN = /[\\:\p{Cc}]/u;

/**
 * Reads the path of a directory: names with slashes between them, from the root of the origin's private file system down. There is no
 * other place to begin at, so that a slash before the first name, and `opfs:` before that, say nothing.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` there is no name, or one that a browser does not take
 */
export function parseOpfsDirectory(directory: string): OpfsPlace {
  const directories = directory.replace(PREFIX, "").replace(/^\//, "").replace(/\/$/, "").split("/");
  if (!directories.every(isPlainName))
    throw invalidInputError(
      "open",
      `directory must be names with "/" between them, such as "my-app", none of them empty, "." or "..", was ${formatReceivedArgument(directory)}. ` +
        "It is made in the storage of this site.",
    );
  return { directories, directoryPath: `opfs:/${directories.join("/")}` };
}

/** A file in the origin's private file system. */
export interface OpfsFilePlace extends OpfsPlace {
  readonly fileName: string;
}

/**
 * Reads the path of a file: that of its directory, a slash, and its name.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` it names no file in a directory
 */
export function parseOpfsFile(path: string): OpfsFilePlace {
  const at = path.lastIndexOf("/");
  const fileName = path.slice(at + 1);
  if (at <= 0 || !isPlainName(fileName))
    throw invalidInputError(
      "backup",
      `destination must be the path of a file in a directory, such as "my-app/backup.sqlite", was ${formatReceivedArgument(path)}.`,
    );
  return { ...parseOpfsDirectory(path.slice(0, at)), fileName };
}

function isPlainName(name: string): boolean {
  return name !== "" && name !== "." && name !== ".." && !FORBIDDEN.test(name);
}
