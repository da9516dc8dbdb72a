import type { Command } from "commander";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { formatJson } from "../output/to-printable-text.js";
import { describeMissingOwnerOrNamespace } from "../store/describe-missing-owner-or-namespace.js";
import { toEntryRecord } from "../store/entry-record.js";
import { openNamespaceStore } from "../store/open-namespace-store.js";
import { printEntryNotFound } from "../store/print-entry-not-found.js";
import { withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";

/** `keyed-store get` */
export function addGetCommand(program: Command, { environment, exit }: CommandContext): void {
  program
    .command("get")
    .description("the value of a key as JSON; with --json the whole entry")
    .argument("<owner>")
    .argument("<namespace>")
    .argument("<key>")
    .action(async (owner: string, namespace: string, key: string, _own: object, command: Command) =>
      exit(await printEntry(environment, owner, namespace, key, command.optsWithGlobals())),
    );
}

async function printEntry(
  environment: CommandEnvironment,
  owner: string,
  namespace: string,
  key: string,
  options: GlobalOptions,
): Promise<ExitCode> {
  const { entry, missingPlaceNote } = await withStore(environment, options, { access: "read-only" }, async (store) => {
    const found = await openNamespaceStore(store, owner, namespace).lookupEntry(key);
    return found === undefined
      ? { missingPlaceNote: await describeMissingOwnerOrNamespace(store, owner, namespace) }
      : { entry: found, missingPlaceNote: undefined };
  });
  if (entry === undefined) return printEntryNotFound(environment, owner, namespace, key, missingPlaceNote);
  const text = options.json ? formatJson(toEntryRecord(owner, namespace, entry)) : formatJson(entry.value, 2);
  await environment.stdout.write(`${text}\n`);
  return EXIT.ok;
}
