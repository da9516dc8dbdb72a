import type { Command } from "commander";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { formatCount, formatInteger } from "../output/numbers.js";
import { createProgressDisplay } from "../output/progress.js";
import { formatJson, toPrintableText } from "../output/to-printable-text.js";
import { printNoteIfOwnerOrNamespaceMissing } from "../store/describe-missing-owner-or-namespace.js";
import { withStore } from "../store/with-store.js";
import { readPortableRecords } from "../transfer/read-portable-records.js";
import { writeNewFile } from "../transfer/write-new-file.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";

interface ExportOptions extends GlobalOptions {
  readonly output?: string;
}

/** `keyed-store export` */
export function addExportCommand(program: Command, { environment, exit }: CommandContext): void {
  program
    .command("export")
    .description("live entries as NDJSON, for import into any store")
    .argument("[owner]", "only this owner's")
    .argument("[namespace]", "only this namespace of it")
    .option("-o, --output <file>", "a new file, instead of standard output")
    .action(async (owner: string | undefined, namespace: string | undefined, _own: object, command: Command) =>
      exit(await runExportCommand(environment, owner, namespace, command.optsWithGlobals())),
    );
}

async function runExportCommand(
  environment: CommandEnvironment,
  owner: string | undefined,
  namespace: string | undefined,
  options: ExportOptions,
): Promise<ExitCode> {
  const shown = createProgressDisplay(environment);
  let written = 0;
  await withStore(environment, options, { access: "read-only" }, async (store) => {
    if (owner !== undefined) await printNoteIfOwnerOrNamespaceMissing(environment, store, owner, namespace);
    const fill = async (write: (text: string) => Promise<void>): Promise<void> => {
      for await (const record of readPortableRecords(store, owner, namespace)) {
        await write(`${formatJson(record)}\n`);
        written += 1;
        await shown.show(() => `${formatInteger(written)} exported`);
      }
    };
    await (options.output === undefined
      ? fill((text) => environment.stdout.write(text))
      : writeNewFile(options.output, fill));
  });
  await shown.clear();
  const where = options.output === undefined ? "" : ` to ${toPrintableText(options.output)}`;
  await environment.stderr.write(`${formatCount(written, "entry", "entries")} exported${where}\n`);
  return EXIT.ok;
}
