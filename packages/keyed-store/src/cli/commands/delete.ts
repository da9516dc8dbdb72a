import type { Command } from "commander";
import { jsonText } from "../output/printable.js";
import { openNamespace } from "../store/open-namespace.js";
import { notFound } from "../store/report-not-found.js";
import { withStore } from "../store/with-store.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";
import { parseCount } from "../world/parse-option.js";
import type { Shell } from "../world/shell.js";
import type { World } from "../world/world.js";

interface DeleteOptions extends GlobalOptions {
  readonly ifVersion?: number;
}

/** `keyed-store delete` */
export function addDelete(program: Command, { world, exit }: Shell): void {
  program
    .command("delete")
    .description("delete an entry")
    .argument("<owner>")
    .argument("<namespace>")
    .argument("<key>")
    .option("--if-version <version>", "delete only this version", parseCount)
    .action(async (owner: string, namespace: string, key: string, _own: object, command: Command) =>
      exit(await remove(world, owner, namespace, key, command.optsWithGlobals())),
    );
}

async function remove(
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
  if (options.json) await world.stdout.write(`${jsonText({ deleted })}\n`);
  return deleted ? EXIT.ok : notFound(world, owner, namespace, key, ifVersion);
}
