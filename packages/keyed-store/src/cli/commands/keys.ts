import type { Command } from "commander";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { formatJson, toPrintableText } from "../output/to-printable-text.js";
import { printNoteIfOwnerOrNamespaceMissing } from "../store/describe-missing-owner-or-namespace.js";
import { openNamespaceStore } from "../store/open-namespace-store.js";
import { addScanOptions, type ScanOptions, toIterateOptions } from "../store/range-options.js";
import { withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";

/** `keyed-store keys` */
export function addKeysCommand(program: Command, { environment, exit }: CommandContext): void {
  const command = program
    .command("keys")
    .description("keys of the live entries of a namespace, one a line, oldest first")
    .argument("<owner>")
    .argument("<namespace>");
  addScanOptions(command, "the most keys to list").action(
    async (owner: string, namespace: string, _own: object, self: Command) =>
      exit(await printKeys(environment, owner, namespace, self.optsWithGlobals())),
  );
}

async function printKeys(
  environment: CommandEnvironment,
  owner: string,
  namespace: string,
  options: GlobalOptions & ScanOptions,
): Promise<ExitCode> {
  const range = toIterateOptions(options);
  const keys = await withStore(environment, options, { access: "read-only" }, async (store) => {
    const found = await openNamespaceStore(store, owner, namespace).keys(range);
    if (found.length === 0) await printNoteIfOwnerOrNamespaceMissing(environment, store, owner, namespace);
    return found;
  });
  const format = options.json ? (key: string) => formatJson({ owner, namespace, key }) : toPrintableText;
  for (const key of keys) await environment.stdout.write(`${format(key)}\n`);
  return EXIT.ok;
}
