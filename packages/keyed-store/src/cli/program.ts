import { Command, type OutputConfiguration } from "commander";
import { addBackup } from "./commands/backup.js";
import { addClear } from "./commands/clear.js";
import { addCount } from "./commands/count.js";
import { addDelete } from "./commands/delete.js";
import { addDemo } from "./commands/demo.js";
import { addDoctor } from "./commands/doctor.js";
import { addEntries } from "./commands/entries.js";
import { addExport } from "./commands/export.js";
import { addGet } from "./commands/get.js";
import { addImport } from "./commands/import.js";
import { addKeys } from "./commands/keys.js";
import { addOwners } from "./commands/owners.js";
import { addSet } from "./commands/set.js";
import { addStat } from "./commands/stat.js";
import { addSweep } from "./commands/sweep.js";
import { addUnlock } from "./commands/unlock.js";
import { addWatch } from "./commands/watch.js";
import type { CommandContext } from "./world/command-context.js";
import { readPackageVersion } from "./world/package-version.js";
import { parseDuration } from "./world/parse-option.js";

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
    .option("--backend <names>", "native, wasm, or several with commas (default: KEYED_STORE_BACKEND or auto)")
    .option("--busy-timeout <duration>", "how long to wait for other processes (default: 5s)", parseDuration)
    .option("--allow-unsafe-file-system", "use a store on a network or cloud file system, where locks may lie")
    .option("--json", "print JSON: one document, or one a line for lists")
    .configureHelp({ showGlobalOptions: true, subcommandTerm: (command) => command.name() })
    .addHelpText("after", EPILOGUE)
    .exitOverride()
    .configureOutput(configureHelpOutput(context));
  for (const add of COMMANDS) add(program, context);
  return program;
}

const COMMANDS = [
  addDemo,
  addDoctor,
  addStat,
  addOwners,
  addEntries,
  addKeys,
  addCount,
  addGet,
  addWatch,
  addSet,
  addDelete,
  addClear,
  addSweep,
  addExport,
  addImport,
  addBackup,
  addUnlock,
];

function configureHelpOutput({ world }: CommandContext): OutputConfiguration {
  const write = (output: typeof world.stdout) => (text: string) => void output.write(text).catch(() => undefined);
  return {
    writeOut: write(world.stdout),
    writeErr: write(world.stderr),
    getOutHelpWidth: () => Math.min(world.stdout.columns, 120),
    getErrHelpWidth: () => Math.min(world.stderr.columns, 120),
    outputError: (text, print) => print(text.replace(/^error: /, "KEYED_STORE_INVALID_INPUT: ")),
  };
}
