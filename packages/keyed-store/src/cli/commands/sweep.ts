import type { Command } from "commander";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { formatCount, formatInteger } from "../output/numbers.js";
import { createProgressDisplay } from "../output/progress.js";
import { formatJson } from "../output/to-printable-text.js";
import { sweepAllExpired } from "../store/sweep-all-expired.js";
import { withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";
import { parsePositiveInteger } from "../world/parse-option.js";

interface SweepOptions extends GlobalOptions {
  readonly limit?: number;
}

/** `keyed-store sweep` */
export function addSweepCommand(program: Command, { environment, exit }: CommandContext): void {
  program
    .command("sweep")
    .description("remove expired entries, in short steps that let other processes in between")
    .option("--limit <count>", "make one step of at most this many, and stop", parsePositiveInteger)
    .action(async (_own: object, command: Command) =>
      exit(await runSweepCommand(environment, command.optsWithGlobals())),
    );
}

async function runSweepCommand(environment: CommandEnvironment, options: SweepOptions): Promise<ExitCode> {
  const progress = createProgressDisplay(environment);
  const { removed, more } = await withStore(environment, options, { access: "read-write", mustExist: true }, (store) =>
    options.limit === undefined
      ? sweepAllExpired(store, (removed) => progress.show(() => `${formatInteger(removed)} removed`))
      : store.sweepExpired({ limit: options.limit }),
  );
  await progress.clear();
  const people = `${formatCount(removed, "expired entry", "expired entries")} removed${more ? ", more are left" : ""}`;
  await environment.stdout.write(`${options.json ? formatJson({ removed, more }) : people}\n`);
  return EXIT.ok;
}
