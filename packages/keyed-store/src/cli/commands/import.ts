import { open } from "node:fs/promises";
import type { Command } from "commander";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { formatInteger } from "../output/numbers.js";
import { createProgressDisplay } from "../output/progress.js";
import { formatJson, toPrintableText } from "../output/to-printable-text.js";
import { GENEROUS_LIMITS, withStore } from "../store/with-store.js";
import { importRecords } from "../transfer/import-records.js";
import { type ImportProblem, type ImportTally, isComplete } from "../transfer/import-tally.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";
import { parsePositiveInteger } from "../world/parse-option.js";
import { usageError } from "../world/usage-error.js";

const PROBLEMS_SHOWN = 20;

interface ImportCommandOptions extends GlobalOptions {
  readonly maxEntries?: number;
  readonly maxEntriesPerOwner?: number;
}

/** `keyed-store import` */
export function addImportCommand(program: Command, { environment, exit }: CommandContext): void {
  program
    .command("import")
    .description("bring exported entries in where they are newer; evicts nothing")
    .argument("[file]", "NDJSON as export writes it; left out or -: standard input")
    .option("--max-entries <count>", "fill a namespace up to this many entries", parsePositiveInteger)
    .option("--max-entries-per-owner <count>", "fill an owner up to this many entries", parsePositiveInteger)
    .action(async (file: string | undefined, _own: object, command: Command) =>
      exit(await runImportCommand(environment, file, command.optsWithGlobals())),
    );
}

async function runImportCommand(
  environment: CommandEnvironment,
  filePath: string | undefined,
  options: ImportCommandOptions,
): Promise<ExitCode> {
  const maxEntriesPerOwner = options.maxEntriesPerOwner ?? Number.POSITIVE_INFINITY;
  const maxEntries = options.maxEntries ?? Math.min(maxEntriesPerOwner, Number.MAX_SAFE_INTEGER);
  const input = filePath === undefined || filePath === "-" ? environment.stdin : await openInputFile(filePath);
  const shown = createProgressDisplay(environment);
  const problems: ImportProblem[] = [];
  let line = 0;
  const limits = { ...GENEROUS_LIMITS, maxEntriesPerOwner };
  const tally = await withStore(environment, options, { access: "read-write", limits }, (store) =>
    importRecords(input, {
      store,
      maxEntries,
      async onProblem(problem) {
        problems.push(problem);
        if (problems.length <= PROBLEMS_SHOWN)
          await environment.stderr.write(`line ${problem.line}: ${problem.message}\n`);
      },
      async onProgress(number, { restored }) {
        line = number;
        await shown.show(() => `line ${formatInteger(number)}, ${formatInteger(restored)} restored`);
      },
    }),
  ).catch(async (error: unknown) => {
    await environment.stderr.write(
      `stopped near line ${formatInteger(line)}; what was imported stays, and importing again is safe\n`,
    );
    throw error;
  });
  await shown.clear();
  if (problems.length > PROBLEMS_SHOWN)
    await environment.stderr.write(`… and ${formatInteger(problems.length - PROBLEMS_SHOWN)} more such lines\n`);
  await environment.stdout.write(options.json ? `${formatJson({ ...tally, problems })}\n` : formatImportSummary(tally));
  return isComplete(tally) ? EXIT.ok : EXIT.failed;
}

function formatImportSummary({ restored, ...others }: ImportTally): string {
  const rest = Object.entries(others).flatMap(([name, count]: [string, number]) =>
    count === 0 ? [] : [`, ${formatInteger(count)} ${name}`],
  );
  return `${formatInteger(restored)} restored and read back${rest.join("")}\n`;
}

async function openInputFile(filePath: string): Promise<AsyncIterable<Uint8Array>> {
  const handle = await open(filePath).catch((cause: unknown) => {
    throw usageError(`Cannot read ${toPrintableText(filePath)}: is it there, and may you read it?`, cause);
  });
  return handle.createReadStream();
}
