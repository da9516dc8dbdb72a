import type { Command } from "commander";
import { EXIT, type ExitCode } from "../exit-code.js";
import type { GlobalOptions } from "../global-options.js";
import { notFound } from "../not-found.js";
import { openNamespace } from "../open-namespace.js";
import { jsonText } from "../output/printable.js";
import { parseCount } from "../parse-option.js";
import type { Shell } from "../shell.js";
import { withStore } from "../with-store.js";
import type { World } from "../world.js";

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
