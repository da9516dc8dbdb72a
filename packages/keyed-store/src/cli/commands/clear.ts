import type { RangeOptions } from "@keyed-store/core";
import type { Command } from "commander";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { formatCount } from "../output/numbers.js";
import { formatJson } from "../output/to-printable-text.js";
import { printNoteIfOwnerOrNamespaceMissing } from "../store/describe-missing-owner-or-namespace.js";
import { openNamespaceStore } from "../store/open-namespace-store.js";
import { addRangeOptions } from "../store/range-options.js";
import { withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";
import { usageError } from "../world/usage-error.js";

interface ClearOptions extends GlobalOptions, RangeOptions {
  readonly all?: true;
}

/** `keyed-store clear` */
export function addClearCommand(program: Command, { environment, exit }: CommandContext): void {
  const command = program
    .command("clear")
    .description("delete the entries of a range of keys, or with --all those of a whole namespace")
    .argument("<owner>")
    .argument("<namespace>");
  addRangeOptions(command)
    .option("--all", "all entries of the namespace")
    .action(async (owner: string, namespace: string, _own: object, self: Command) =>
      exit(await runClearCommand(environment, owner, namespace, self.optsWithGlobals())),
    );
}

async function runClearCommand(
  environment: CommandEnvironment,
  owner: string,
  namespace: string,
  options: ClearOptions,
): Promise<ExitCode> {
  const { from, to, prefix, all = false } = options;
  // Nobody clears a namespace by an option that a script left out.
  if (all === (from !== undefined || to !== undefined || (prefix !== undefined && prefix !== ""))) {
    throw usageError("Say what to delete: --prefix, or --from and --to, or --all.");
  }
  const cleared = await withStore(environment, options, { access: "read-write", mustExist: true }, async (store) => {
    // Before it is emptied: afterwards, nobody can tell it from one that is misspelt.
    await printNoteIfOwnerOrNamespaceMissing(environment, store, owner, namespace);
    return openNamespaceStore(store, owner, namespace).clear({ from, to, prefix });
  });
  const text = `${formatCount(cleared, "entry", "entries")} deleted`;
  await environment.stdout.write(`${options.json ? formatJson({ cleared }) : text}\n`);
  return EXIT.ok;
}
