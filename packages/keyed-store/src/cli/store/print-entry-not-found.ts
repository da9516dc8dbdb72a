import type { CommandEnvironment } from "../environment/command-environment.js";
import { toPrintableText } from "../output/to-printable-text.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";

/**
 * Says that an entry is not there, or not in the version asked for.
 *
 * @param missingPlaceNote - what {@link describeMissingOwnerOrNamespace} says of the namespace
 */
export async function printEntryNotFound(
  environment: CommandEnvironment,
  owner: string,
  namespace: string,
  key: string,
  missingPlaceNote: string | undefined,
  expectedVersion?: number,
): Promise<ExitCode> {
  const which = expectedVersion === undefined ? "" : ` of version ${expectedVersion}`;
  const reason = missingPlaceNote === undefined ? "" : `: ${missingPlaceNote}`;
  await environment.stderr.write(
    `NOT_FOUND: ${owner}/${namespace} has no live entry ${toPrintableText(key)}${which}${reason}\n`,
  );
  return EXIT.notFound;
}
