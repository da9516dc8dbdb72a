import { toPrintable } from "../output/printable.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { World } from "../world/world.js";

/** Says that an entry is not there, or not in the version asked for. */
export async function reportNotFound(
  world: World,
  owner: string,
  namespace: string,
  key: string,
  version?: number,
): Promise<ExitCode> {
  const which = version === undefined ? "" : ` of version ${version}`;
  await world.stderr.write(`NOT_FOUND: ${owner}/${namespace} has no live entry ${toPrintable(key)}${which}\n`);
  return EXIT.notFound;
}
