import type { RangeOptions } from "@keyed-store/core";
import type { Command } from "commander";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { formatJson } from "../output/to-printable-text.js";
import { printNoteIfOwnerOrNamespaceMissing } from "../store/describe-missing-owner-or-namespace.js";
import { openNamespaceStore } from "../store/open-namespace-store.js";
import { addRangeOptions } from "../store/range-options.js";
import { withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";

/** `keyed-store count` */
export function addCountCommand(program: Command, { environment, exit }: CommandContext): void {
  const command = program
    .command("count")
    .description("the number of live entries of a namespace, or of a range of its keys")
    .argument("<owner>")
    .argument("<namespace>");
  addRangeOptions(command).action(async (owner: string, namespace: string, _own: object, self: Command) =>
    exit(await printCount(environment, owner, namespace, self.optsWithGlobals())),
  );
}

async function printCount(
  environment: CommandEnvironment,
  owner: string,
  namespace: string,
  options: GlobalOptions & RangeOptions,
): Promise<ExitCode> {
  const { from, to, prefix } = options;
  const count = await withStore(environment, options, { access: "read-only" }, async (store) => {
    const found = await openNamespaceStore(store, owner, namespace).count({ from, to, prefix });
    if (found === 0) await printNoteIfOwnerOrNamespaceMissing(environment, store, owner, namespace);
    return found;
  });
  await environment.stdout.write(`${options.json ? formatJson({ count }) : count}\n`);
  return EXIT.ok;
}
