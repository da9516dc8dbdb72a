import { resolve } from "node:path";
import type { Command } from "commander";
import { formatJson, toPrintable } from "../output/printable.js";
import { withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";
import type { World } from "../world/world.js";

/** `keyed-store backup` */
export function addBackup(program: Command, { world, exit }: CommandContext): void {
  program
    .command("backup")
    .description("copy the store, as it is at one moment, into a new file")
    .argument("<destination>", "a file that does not exist yet")
    .action(async (destination: string, _own: object, command: Command) =>
      exit(await backup(world, resolve(destination), command.optsWithGlobals())),
    );
}

async function backup(world: World, destination: string, options: GlobalOptions): Promise<ExitCode> {
  await withStore(world, options, { access: "read-only" }, (store) => store.backup(destination));
  await world.stdout.write(`${options.json ? formatJson({ destination }) : `written: ${toPrintable(destination)}`}\n`);
  return EXIT.ok;
}
