import type { OwnerUsage } from "@keyed-store/core";
import type { Command } from "commander";
import { table } from "../output/format-table.js";
import { counted, whole } from "../output/numbers.js";
import { jsonText } from "../output/printable.js";
import { withStore } from "../store/with-store.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";
import type { Shell } from "../world/shell.js";
import type { World } from "../world/world.js";

/** `keyed-store owners` */
export function addOwners(program: Command, { world, exit }: Shell): void {
  program
    .command("owners")
    .description("owners and their namespaces, with the number of live entries")
    .action(async (_own: object, command: Command) => exit(await owners(world, command.optsWithGlobals())));
}

async function owners(world: World, options: GlobalOptions): Promise<ExitCode> {
  const usages = await withStore(world, options, { access: "read-only" }, (store) => store.owners());
  const lines = options.json
    ? usages.map((usage) => `${jsonText(usage)}\n`)
    : [ownersTable(usages, world.stdout.columns)];
  for (const line of lines) await world.stdout.write(line);
  return EXIT.ok;
}

function ownersTable(usages: readonly OwnerUsage[], columns: number): string {
  const rows = usages.flatMap(({ owner, namespaces }) =>
    namespaces.map(({ namespace, entries }, index) => [index === 0 ? owner : "", whole(entries), namespace]),
  );
  const total = usages.reduce((sum, usage) => sum + usage.entries, 0);
  const summary = `${counted(usages.length, "owner")}, ${counted(rows.length, "namespace")}, ${counted(total, "entry", "entries")}\n`;
  const headings = [{ heading: "owner" }, { heading: "entries", align: "right" }, { heading: "namespace" }] as const;
  return rows.length === 0 ? summary : `${table(headings, rows, columns)}\n${summary}`;
}
