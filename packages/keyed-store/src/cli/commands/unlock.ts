import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { planRemovalOfSessionsNotProvenAlive, removeSessionsNotProvenAlive } from "@keyed-store/sqlite";
import type { Command } from "commander";
import { formatSessionReport } from "../doctor/format-session-report.js";
import { readStoreFacts } from "../doctor/read-store-facts.js";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { formatJson, toPrintableText } from "../output/to-printable-text.js";
import { findServiceLocation, resolveStoreDirectory } from "../store/store-location.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";
import { usageError } from "../world/usage-error.js";

interface UnlockCommandOptions extends GlobalOptions {
  readonly dryRun?: true;
  readonly evenAlive?: true;
}

const WARNING = `
A store may be held by a process on another host, or in another container. Nobody here can tell whether it still runs, so
nobody takes the store over. When you know that it does not run, this removes what it left. If it does run, the store may
be damaged.
`;

/** `keyed-store unlock` */
export function addUnlockCommand(program: Command, { environment, exit }: CommandContext): void {
  program
    .command("unlock")
    .description("remove the records of processes of which nobody here can tell whether they still run")
    .argument("[database]", "the database file (default: the one that --directory and --file name)")
    .option("--dry-run", "only tell what it would remove, and what it would keep")
    .option("--even-alive", "also remove what seems to be of processes that run here")
    .addHelpText("after", WARNING)
    .action(async (database: string | undefined, _own: object, command: Command) =>
      exit(await runUnlockCommand(environment, database, command.optsWithGlobals())),
    );
}

async function runUnlockCommand(
  environment: CommandEnvironment,
  databasePath: string | undefined,
  options: UnlockCommandOptions,
): Promise<ExitCode> {
  if (databasePath === undefined && findServiceLocation(environment, options) !== undefined) {
    throw usageError("There is nothing to unlock on a server: it lets go of what a process held that is gone.");
  }
  const path =
    databasePath === undefined
      ? (await readStoreFacts(resolveStoreDirectory(environment, options), options.file)).database
      : resolve(databasePath);
  if (!existsSync(path)) throw usageError(`There is no database at ${toPrintableText(path)}.`);
  const unlock = options.dryRun ? planRemovalOfSessionsNotProvenAlive : removeSessionsNotProvenAlive;
  const { removed, kept } = unlock(path, { evenAlive: options.evenAlive === true });
  const [removing, keeping] = options.dryRun ? ["would remove", "would keep"] : ["removed", "kept"];
  const lines = [
    ...removed.map((session) => `${removing}: ${formatSessionReport(session)}\n`),
    ...kept.map((session) => `${keeping}: ${formatSessionReport(session)}\n`),
  ];
  const text = lines.length === 0 ? "nobody holds the store or waits for it\n" : lines.join("");
  await environment.stdout.write(options.json ? `${formatJson({ removed, kept })}\n` : text);
  return EXIT.ok;
}
