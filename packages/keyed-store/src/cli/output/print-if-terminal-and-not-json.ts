import type { CommandEnvironment } from "../environment/command-environment.js";
import type { GlobalOptions } from "../world/global-options.js";

/** Tells a person what was done, where one looks; scripts have the exit code, and `--json`. */
export async function printIfTerminalAndNotJson(
  { stdout }: CommandEnvironment,
  options: GlobalOptions,
  text: string,
): Promise<void> {
  if (stdout.isTerminal && options.json !== true) await stdout.write(`${text}\n`);
}
