import type { OwnerUsage } from "@keyed-store/core";
import type { Command } from "commander";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { formatTable } from "../output/format-table.js";
import { formatCount, formatInteger } from "../output/numbers.js";
import { formatJson } from "../output/to-printable-text.js";
import { withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";

/** `keyed-store owners` */
export function addOwnersCommand(program: Command, { environment, exit }: CommandContext): void {
  program
    .command("owners")
    .description("owners and their namespaces, with the number of live entries")
    .action(async (_own: object, command: Command) => exit(await printOwners(environment, command.optsWithGlobals())));
}

async function printOwners(environment: CommandEnvironment, options: GlobalOptions): Promise<ExitCode> {
  const usages = await withStore(environment, options, { access: "read-only" }, (store) => store.owners());
  const lines = options.json
    ? usages.map((usage) => `${formatJson(usage)}\n`)
    : [formatOwnersTable(usages, environment.stdout.columns)];
  for (const line of lines) await environment.stdout.write(line);
  return EXIT.ok;
}

function formatOwnersTable(usages: readonly OwnerUsage[], columns: number): string {
  const rows = usages.flatMap(({ owner, namespaces }) =>
    namespaces.map(({ namespace, entries }, index) => [index === 0 ? owner : "", formatInteger(entries), namespace]),
  );
  const total = usages.reduce((sum, usage) => sum + usage.entries, 0);
  const summary = `${formatCount(usages.length, "owner")}, ${formatCount(rows.length, "namespace")}, ${formatCount(total, "entry", "entries")}\n`;
  const headings = [{ heading: "owner" }, { heading: "entries", align: "right" }, { heading: "namespace" }] as const;
  return rows.length === 0 ? summary : `${formatTable(headings, rows, columns)}\n${summary}`;
}
