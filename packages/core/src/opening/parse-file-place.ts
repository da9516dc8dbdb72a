import type { BackendProvider } from "../backend/backend-provider.js";
import { invalidInputError } from "../errors/input-errors.js";
import { readEnvironmentVariable } from "../host/read-environment-variable.js";
import { isService } from "../selection/is-service.js";
import { formatReceivedArgument } from "../text/describe-value.js";
import { parseFileName } from "../validation/parse-file-name.js";

/** Where the files of a store are to be. */
export interface FilePlace {
  readonly directory: string;
  readonly fileName: string;
}

/** What a service is told. */
export const NO_FILES: FilePlace = { directory: "", fileName: "" };

/**
 * Reads the options `directory` and `fileName`, as the backends that may be taken need them (KS-SEL-5).
 *
 * @throws `KEYED_STORE_INVALID_INPUT` one is wrong, `directory` is missing, or one is given to services alone
 */
export function parseFilePlace(
  directory: unknown,
  fileName: unknown,
  candidates: readonly Pick<BackendProvider, "name" | "place">[],
): FilePlace {
  if (candidates.every(isService)) {
    assertAbsentForServices({ directory, fileName }, candidates);
    return NO_FILES;
  }
  return { directory: parseDirectory(directory), fileName: parseFileName(fileName) };
}

function assertAbsentForServices(
  given: Readonly<Record<string, unknown>>,
  services: readonly Pick<BackendProvider, "name">[],
): void {
  const [wrong] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
  if (wrong === undefined) return;
  const names = services.map(({ name }) => formatReceivedArgument(name)).join(", ");
  throw invalidInputError(
    "open",
    `${wrong} is given, but a store of the backend ${names} is in no directory: where it is, its provider is told. Leave ${wrong} out.`,
  );
}

function parseDirectory(input: unknown): string {
  const directory = input ?? readEnvironmentVariable("KEYED_STORE_DIR");
  if (typeof directory === "string" && directory !== "" && !directory.includes("\0")) return directory;
  if (directory === undefined) {
    throw invalidInputError(
      "open",
      "directory is missing: where the state is to live. Give it, or set KEYED_STORE_DIR.",
    );
  }
  throw invalidInputError("open", `directory must be a path, was ${formatReceivedArgument(directory)}.`);
}
