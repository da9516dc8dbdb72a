import type { Command } from "commander";
import { formatJson } from "../output/printable.js";
import { openNamespace } from "../store/open-namespace.js";
import { reportNotFound } from "../store/report-not-found.js";
import { withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";
import { parseCount } from "../world/parse-option.js";
import type { World } from "../world/world.js";

interface DeleteOptions extends GlobalOptions {
  readonly ifVersion?: number;
}

/** `keyed-store delete` */
export function addDelete(program: Command, { world, exit }: CommandContext): void {
  program
    .command("delete")
    .description("delete an entry")
    .argument("<owner>")
    .argument("<namespace>")
    .argument("<key>")
    .option("--if-version <version>", "delete only this version", parseCount)
    .action(async (owner: string, namespace: string, key: string, _own: object, command: Command) =>
      exit(await deleteEntry(world, owner, namespace, key, command.optsWithGlobals())),
    );
}

async function deleteEntry(
  world: World,
  owner: string,
  namespace: string,
  key: string,
  options: DeleteOptions,
): Promise<ExitCode> {
  const { ifVersion } = options;
  const deleted = await withStore(world, options, { access: "read-write", mustExist: true }, (store) =>
    openNamespace(store, owner, namespace).delete(key, { ifVersion }),
  );
  if (options.json) await world.stdout.write(`${formatJson({ deleted })}\n`);
  return deleted ? EXIT.ok : reportNotFound(world, owner, namespace, key, ifVersion);
}
