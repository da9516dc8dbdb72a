import { stat as statFile } from "node:fs/promises";
import type { BackendInfo } from "@keyed-store/core";
import type { Command } from "commander";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { formatAlignedPairs } from "../output/format-aligned-pairs.js";
import { formatBackendEngine } from "../output/format-backend-engine.js";
import { formatBytes, formatCount, formatInteger } from "../output/numbers.js";
import { formatJson, toPrintableText } from "../output/to-printable-text.js";
import { withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";

interface StoreStatistics {
  readonly path: string;
  /** Sizes in bytes; absent where there is no such file. */
  readonly databaseBytes?: number | undefined;
  readonly logBytes?: number | undefined;
  readonly owners: number;
  readonly namespaces: number;
  readonly entries: number;
  readonly backend: BackendInfo;
}

/** `keyed-store stat` */
export function addStatCommand(program: Command, { environment, exit }: CommandContext): void {
  program
    .command("stat")
    .description("where the store is, how large and how full it is, and which engine reads it")
    .action(async (_own: object, command: Command) =>
      exit(await printStatistics(environment, command.optsWithGlobals())),
    );
}

async function printStatistics(environment: CommandEnvironment, options: GlobalOptions): Promise<ExitCode> {
  const found = await withStore(
    environment,
    options,
    { access: "read-only" },
    async (store): Promise<StoreStatistics> => {
      const owners = await store.owners();
      const { persistent, files = persistent } = store.backend.capabilities;
      return {
        path: store.databasePath,
        databaseBytes: files ? await readFileSizeIfExists(store.databasePath) : undefined,
        logBytes: files ? await readFileSizeIfExists(`${store.databasePath}-wal`) : undefined,
        owners: owners.length,
        namespaces: owners.reduce((sum, owner) => sum + owner.namespaces.length, 0),
        entries: owners.reduce((sum, owner) => sum + owner.entries, 0),
        backend: store.backend,
      };
    },
  );
  await environment.stdout.write(options.json ? `${formatJson(found)}\n` : formatStatistics(found));
  return EXIT.ok;
}

function formatStatistics({
  path,
  databaseBytes,
  logBytes,
  owners,
  namespaces,
  entries,
  backend,
}: StoreStatistics): string {
  return formatAlignedPairs([
    ["database", toPrintableText(path)],
    ["size", databaseBytes === undefined ? "no file" : formatSizes(databaseBytes, logBytes ?? 0)],
    [
      "entries",
      `${formatInteger(entries)} live, in ${formatCount(namespaces, "namespace")} of ${formatCount(owners, "owner")}`,
    ],
    ["backend", formatBackendEngine(backend)],
  ]);
}

const formatSizes = (database: number, log: number): string =>
  log === 0
    ? formatBytes(database)
    : `${formatBytes(database)}, and ${formatBytes(log)} in the write-ahead log: the latest writes, moved into the database at ` +
      "about 16 MB and when the last program closes the store";

// Asking for a size opens nothing, so it cannot disturb the locks on a live file.
async function readFileSizeIfExists(filePath: string): Promise<number | undefined> {
  return statFile(filePath).then(
    ({ size }) => size,
    () => undefined,
  );
}
