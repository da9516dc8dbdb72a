import { Command, type OutputConfiguration } from "commander";
import { addBackupCommand } from "./commands/backup.js";
import { addClearCommand } from "./commands/clear.js";
import { addCountCommand } from "./commands/count.js";
import { addDeleteCommand } from "./commands/delete.js";
import { addDemoCommand } from "./commands/demo.js";
import { addDoctorCommand } from "./commands/doctor.js";
import { addEntriesCommand } from "./commands/entries.js";
import { addExportCommand } from "./commands/export.js";
import { addGetCommand } from "./commands/get.js";
import { addImportCommand } from "./commands/import.js";
import { addInspectCommand } from "./commands/inspect.js";
import { addKeysCommand } from "./commands/keys.js";
import { addOwnersCommand } from "./commands/owners.js";
import { addSetCommand } from "./commands/set.js";
import { addStatCommand } from "./commands/stat.js";
import { addSweepCommand } from "./commands/sweep.js";
import { addUnlockCommand } from "./commands/unlock.js";
import { addWatchCommand } from "./commands/watch.js";
import type { CommandContext } from "./world/command-context.js";
import { readPackageVersion } from "./world/package-version.js";
import { parseDurationMs } from "./world/parse-option.js";

const EPILOGUE = `
Exit codes:
  0  done
  1  it was tried and failed
  2  the command line or an input is wrong
  3  no such entry
  4  another process did not let go of the store in time
  5  no backend can run here

Begin with:  keyed-store demo
`;

/** The whole command line, with its parts in the order of the help. */
export function createProgram(context: CommandContext): Command {
  const program = new Command("keyed-store")
    .description("Look into, repair and move keyed-store files. Safe while programs use them.")
    .version(readPackageVersion())
    .option("-d, --directory <path>", "where the store is (default: KEYED_STORE_DIR)")
    .option("--file <name>", "the database file in it (default: state.sqlite)")
    .option(
      "--backend <names>",
      "native, node, wasm, postgres, or several with commas (default: KEYED_STORE_BACKEND or auto)",
    )
    .option("--url <url>", "where a store on PostgreSQL is: postgresql://… (default: KEYED_STORE_URL)")
    .option("--busy-timeout <duration>", "how long to wait for other processes (default: 5s)", parseDurationMs)
    .option("--allow-unsafe-file-system", "use a store on a network or cloud file system, where locks may lie")
    .option("--json", "print JSON: one document, or one a line for lists")
    .configureHelp({ showGlobalOptions: true, subcommandTerm: (command) => command.name() })
    .addHelpText("after", EPILOGUE)
    .exitOverride()
    .configureOutput(createHelpOutputConfiguration(context));
  for (const add of COMMANDS) add(program, context);
  return program;
}

const COMMANDS = [
  addDemoCommand,
  addDoctorCommand,
  addStatCommand,
  addInspectCommand,
  addOwnersCommand,
  addEntriesCommand,
  addKeysCommand,
  addCountCommand,
  addGetCommand,
  addWatchCommand,
  addSetCommand,
  addDeleteCommand,
  addClearCommand,
  addSweepCommand,
  addExportCommand,
  addImportCommand,
  addBackupCommand,
  addUnlockCommand,
];

function createHelpOutputConfiguration({ environment }: CommandContext): OutputConfiguration {
  const write = (output: typeof environment.stdout) => (text: string) => void output.write(text).catch(() => undefined);
  return {
    writeOut: write(environment.stdout),
    writeErr: write(environment.stderr),
    getOutHelpWidth: () => Math.min(environment.stdout.columns, 120),
    getErrHelpWidth: () => Math.min(environment.stderr.columns, 120),
    outputError: (text, print) => print(text.replace(/^error: /, "KEYED_STORE_INVALID_INPUT: ")),
  };
}
