import { EXIT, type ExitCode } from "./exit-code.js";
import { printable } from "./output/printable.js";
import type { World } from "./world.js";

/** Says that an entry is not there. */
export async function notFound(world: World, owner: string, namespace: string, key: string): Promise<ExitCode> {
  await world.stderr.write(`NOT_FOUND: ${owner}/${namespace} has no live entry ${printable(key)}\n`);
  return EXIT.notFound;
}
