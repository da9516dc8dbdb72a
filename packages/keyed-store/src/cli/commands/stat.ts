import { stat as statFile } from "node:fs/promises";
import type { BackendInfo } from "@keyed-store/core";
import type { Command } from "commander";
import { engineText } from "../output/format-engine.js";
import { facts } from "../output/format-facts.js";
import { bytes, counted, whole } from "../output/numbers.js";
import { jsonText, printable } from "../output/printable.js";
import { withStore } from "../store/with-store.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";
import type { Shell } from "../world/shell.js";
import type { World } from "../world/world.js";

interface StoreFacts {
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
export function addStat(program: Command, { world, exit }: Shell): void {
  program
    .command("stat")
    .description("where the store is, how large and how full it is, and which engine reads it")
    .action(async (_own: object, command: Command) => exit(await stat(world, command.optsWithGlobals())));
}

async function stat(world: World, options: GlobalOptions): Promise<ExitCode> {
  const found = await withStore(world, options, { access: "read-only" }, async (store): Promise<StoreFacts> => {
    const owners = await store.owners();
    return {
      path: store.databasePath,
      databaseBytes: await sizeOf(store.databasePath),
      logBytes: await sizeOf(`${store.databasePath}-wal`),
      owners: owners.length,
      namespaces: owners.reduce((sum, owner) => sum + owner.namespaces.length, 0),
      entries: owners.reduce((sum, owner) => sum + owner.entries, 0),
      backend: store.backend,
    };
  });
  await world.stdout.write(options.json ? `${jsonText(found)}\n` : people(found));
  return EXIT.ok;
}

function people({ path, databaseBytes, logBytes, owners, namespaces, entries, backend }: StoreFacts): string {
  return facts([
    ["database", printable(path)],
    ["size", databaseBytes === undefined ? "no file" : sizes(databaseBytes, logBytes ?? 0)],
    ["entries", `${whole(entries)} live, in ${counted(namespaces, "namespace")} of ${counted(owners, "owner")}`],
    ["backend", engineText(backend)],
  ]);
}

const sizes = (database: number, log: number): string =>
  log === 0 ? bytes(database) : `${bytes(database)}, and ${bytes(log)} of log`;

// Asking for a size opens nothing, so it cannot disturb the locks on a live file.
async function sizeOf(path: string): Promise<number | undefined> {
  return statFile(path).then(
    ({ size }) => size,
    () => undefined,
  );
}
