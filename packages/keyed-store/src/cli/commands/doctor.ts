import { type BackendProvider, isKeyedStoreError } from "@keyed-store/core";
import { inspectSharing } from "@keyed-store/sqlite";
import type { Command } from "commander";
import type { Diagnosis } from "../doctor/diagnosis.js";
import { formatDiagnosis } from "../doctor/format-diagnosis.js";
import { readHostFacts } from "../doctor/read-host-facts.js";
import { readStoreFacts } from "../doctor/read-store-facts.js";
import { type BackendTrial, tryBackends } from "../doctor/try-backends.js";
import { formatJson } from "../output/printable.js";
import { resolveBackend, resolveDirectory, withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode, toExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";
import type { World } from "../world/world.js";

/** `keyed-store doctor` */
export function addDoctor(program: Command, { world, exit }: CommandContext): void {
  program
    .command("doctor")
    .description("try every backend, and the store where a directory is named")
    .action(async (_own: object, command: Command) => exit(await diagnose(world, command.optsWithGlobals())));
}

async function diagnose(world: World, options: GlobalOptions): Promise<ExitCode> {
  const providers = await world.providers();
  const backends = await tryBackends(providers);
  const [store, code] = await examineStore(world, options);
  const diagnosis: Diagnosis = { host: readHostFacts(), backends, ...store };
  await world.stdout.write(options.json ? `${formatJson(diagnosis)}\n` : formatDiagnosis(diagnosis));
  return hasUsableBackend(backends, providers, resolveBackend(world, options)) ? code : EXIT.unavailable;
}

async function examineStore(
  world: World,
  options: GlobalOptions,
): Promise<[Omit<Diagnosis, "host" | "backends">, ExitCode]> {
  const named = options.directory ?? world.environment["KEYED_STORE_DIR"];
  if (named === undefined || named === "") return [{}, EXIT.ok];
  const store = await readStoreFacts(resolveDirectory(world, options), options.file);
  if (!store.databaseExists) return [{ store }, EXIT.ok];
  const { sessions } = inspectSharing(store.database);
  const found = sessions.length === 0 ? { store } : { store, sessions };
  try {
    const probe = await withStore(world, options, { access: "read-write" }, (open) => open.probe());
    const busy = probe.steps.some((step) => step.code === "KEYED_STORE_BUSY");
    return [{ ...found, probe }, probe.ok ? EXIT.ok : busy ? EXIT.busy : EXIT.failed];
  } catch (error) {
    if (!isKeyedStoreError(error)) throw error;
    return [{ ...found, failure: { code: error.code, message: error.message } }, toExitCode(error)];
  }
}

function hasUsableBackend(
  trials: readonly BackendTrial[],
  providers: readonly BackendProvider[],
  wanted: string | readonly string[] | undefined,
): boolean {
  const names = wanted === undefined || wanted === "auto" ? providers.map(({ name }) => name) : [wanted].flat();
  return trials.some((trial) => trial.ok && names.includes(trial.name));
}
