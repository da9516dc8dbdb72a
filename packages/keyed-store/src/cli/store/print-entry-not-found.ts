import type { CommandEnvironment } from "../environment/command-environment.js";
import { toPrintableText } from "../output/to-printable-text.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";

/** Says that an entry is not there, or not in the version asked for. */
export async function printEntryNotFound(
  environment: CommandEnvironment,
  owner: string,
  namespace: string,
  key: string,
  version?: number,
): Promise<ExitCode> {
  const which = version === undefined ? "" : ` of version ${version}`;
  await environment.stderr.write(
    `NOT_FOUND: ${owner}/${namespace} has no live entry ${toPrintableText(key)}${which}\n`,
  );
  return EXIT.notFound;
}
