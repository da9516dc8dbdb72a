import type { Entry, JsonValue } from "@keyed-store/core";
import type { Command } from "commander";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { formatTable } from "../output/format-table.js";
import { formatInteger } from "../output/numbers.js";
import { formatDuration, formatTimestamp } from "../output/times.js";
import { formatJson, toPrintableText } from "../output/to-printable-text.js";
import { printNoteIfOwnerOrNamespaceMissing } from "../store/describe-missing-owner-or-namespace.js";
import { toEntryRecord } from "../store/entry-record.js";
import { openNamespaceStore } from "../store/open-namespace-store.js";
import { addScanOptions, type ScanOptions, toIterateOptions } from "../store/range-options.js";
import { withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";

/** As many rows as a person looks through. */
const TABLE_LIMIT = 100;

interface EntriesOptions extends GlobalOptions, ScanOptions {}

/** `keyed-store entries` */
export function addEntriesCommand(program: Command, { environment, exit }: CommandContext): void {
  const command = program
    .command("entries")
    .description("live entries of a namespace, oldest first")
    .argument("<owner>")
    .argument("<namespace>");
  addScanOptions(command, `the most entries to list (tables stop at ${TABLE_LIMIT}, --json does not)`).action(
    async (owner: string, namespace: string, _own: object, self: Command) =>
      exit(await printEntries(environment, owner, namespace, self.optsWithGlobals())),
  );
}

async function printEntries(
  environment: CommandEnvironment,
  owner: string,
  namespace: string,
  options: EntriesOptions,
): Promise<ExitCode> {
  const range = toIterateOptions(options);
  await withStore(environment, options, { access: "read-only" }, async (store) => {
    const keyed = openNamespaceStore(store, owner, namespace);
    await printNoteIfOwnerOrNamespaceMissing(environment, store, owner, namespace);
    if (options.json) {
      for await (const entry of keyed.iterate(range)) {
        await environment.stdout.write(`${formatJson(toEntryRecord(owner, namespace, entry))}\n`);
      }
      return;
    }
    const listedEntries: Entry<JsonValue>[] = [];
    for await (const entry of keyed.iterate({ ...range, limit: options.limit ?? TABLE_LIMIT }))
      listedEntries.push(entry);
    await environment.stdout.write(formatEntriesTable(listedEntries, await keyed.count(), environment));
  });
  return EXIT.ok;
}

function formatEntriesTable(
  listedEntries: readonly Entry<JsonValue>[],
  totalInNamespace: number,
  environment: CommandEnvironment,
): string {
  const rows = listedEntries.map(({ key, value, createdAt, expiresAt, version }) => [
    toPrintableText(key),
    formatTimestamp(createdAt),
    expiresAt === undefined ? "never" : `in ${formatDuration(Math.max(0, expiresAt - environment.now()))}`,
    String(version),
    formatJson(value),
  ]);
  const headings = [
    { heading: "key" },
    { heading: "written" },
    { heading: "expires" },
    { heading: "version", align: "right" },
    { heading: "value" },
  ] as const;
  const more = listedEntries.length < totalInNamespace ? "; --limit shows more, --json all" : "";
  const summary = `${formatInteger(listedEntries.length)} of ${formatInteger(totalInNamespace)} live entries${more}\n`;
  return rows.length === 0 ? summary : `${formatTable(headings, rows, environment.stdout.columns)}\n${summary}`;
}
