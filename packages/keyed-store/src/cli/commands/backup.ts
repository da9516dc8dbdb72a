import { resolve } from "node:path";
import type { Command } from "commander";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { formatJson, toPrintableText } from "../output/to-printable-text.js";
import { withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";

/** `keyed-store backup` */
export function addBackupCommand(program: Command, { environment, exit }: CommandContext): void {
  program
    .command("backup")
    .description("copy the store, as it is at one moment, into a new file")
    .argument("<destination>", "a file that does not exist yet")
    .action(async (destination: string, _own: object, command: Command) =>
      exit(await runBackupCommand(environment, resolve(destination), command.optsWithGlobals())),
    );
}

async function runBackupCommand(
  environment: CommandEnvironment,
  destination: string,
  options: GlobalOptions,
): Promise<ExitCode> {
  await withStore(environment, options, { access: "read-only" }, (store) => store.backup(destination));
  await environment.stdout.write(
    `${options.json ? formatJson({ destination }) : `written: ${toPrintableText(destination)}`}\n`,
  );
  return EXIT.ok;
}
