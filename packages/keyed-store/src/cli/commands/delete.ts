import type { Command } from "commander";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { printIfTerminalAndNotJson } from "../output/print-if-terminal-and-not-json.js";
import { formatJson, toPrintableText } from "../output/to-printable-text.js";
import { describeMissingOwnerOrNamespace } from "../store/describe-missing-owner-or-namespace.js";
import { openNamespaceStore } from "../store/open-namespace-store.js";
import { printEntryNotFound } from "../store/print-entry-not-found.js";
import { withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";
import { parsePositiveInteger } from "../world/parse-option.js";

interface DeleteOptions extends GlobalOptions {
  readonly ifVersion?: number;
}

/** `keyed-store delete` */
export function addDeleteCommand(program: Command, { environment, exit }: CommandContext): void {
  program
    .command("delete")
    .description("delete an entry")
    .argument("<owner>")
    .argument("<namespace>")
    .argument("<key>")
    .option("--if-version <version>", "delete only this version", parsePositiveInteger)
    .action(async (owner: string, namespace: string, key: string, _own: object, command: Command) =>
      exit(await runDeleteCommand(environment, owner, namespace, key, command.optsWithGlobals())),
    );
}

async function runDeleteCommand(
  environment: CommandEnvironment,
  owner: string,
  namespace: string,
  key: string,
  options: DeleteOptions,
): Promise<ExitCode> {
  const { ifVersion } = options;
  const use = { access: "read-write", mustExist: true } as const;
  const { deleted, missingPlaceNote } = await withStore(environment, options, use, async (store) =>
    (await openNamespaceStore(store, owner, namespace).delete(key, { ifVersion }))
      ? { deleted: true, missingPlaceNote: undefined }
      : { deleted: false, missingPlaceNote: await describeMissingOwnerOrNamespace(store, owner, namespace) },
  );
  if (options.json) await environment.stdout.write(`${formatJson({ deleted })}\n`);
  if (!deleted) return printEntryNotFound(environment, owner, namespace, key, missingPlaceNote, ifVersion);
  await printIfTerminalAndNotJson(environment, options, `deleted: ${owner}/${namespace} ${toPrintableText(key)}`);
  return EXIT.ok;
}
