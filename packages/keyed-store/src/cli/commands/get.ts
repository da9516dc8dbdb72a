import type { Command } from "commander";
import { formatJson } from "../output/printable.js";
import { toEntryRecord } from "../store/entry-record.js";
import { openNamespace } from "../store/open-namespace.js";
import { reportNotFound } from "../store/report-not-found.js";
import { withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";
import type { World } from "../world/world.js";

/** `keyed-store get` */
export function addGet(program: Command, { world, exit }: CommandContext): void {
  program
    .command("get")
    .description("the value of a key as JSON; with --json the whole entry")
    .argument("<owner>")
    .argument("<namespace>")
    .argument("<key>")
    .action(async (owner: string, namespace: string, key: string, _own: object, command: Command) =>
      exit(await printEntry(world, owner, namespace, key, command.optsWithGlobals())),
    );
}

async function printEntry(
  world: World,
  owner: string,
  namespace: string,
  key: string,
  options: GlobalOptions,
): Promise<ExitCode> {
  const entry = await withStore(world, options, { access: "read-only" }, (store) =>
    openNamespace(store, owner, namespace).lookupEntry(key),
  );
  if (entry === undefined) return reportNotFound(world, owner, namespace, key);
  const text = options.json ? formatJson(toEntryRecord(owner, namespace, entry)) : formatJson(entry.value, 2);
  await world.stdout.write(`${text}\n`);
  return EXIT.ok;
}
