import { type BackendProvider, isKeyedStoreError } from "@keyed-store/core";
import { inspectSharing } from "@keyed-store/sqlite";
import type { Command } from "commander";
import type { Diagnosis } from "../doctor/diagnosis.js";
import { doctorText } from "../doctor/format-diagnosis.js";
import { hostFacts } from "../doctor/read-host-facts.js";
import { placeFacts } from "../doctor/read-store-facts.js";
import { type BackendTrial, tryBackends } from "../doctor/try-backends.js";
import { jsonText } from "../output/printable.js";
import { backendOf, directoryOf, withStore } from "../store/with-store.js";
import { EXIT, type ExitCode, exitCodeOf } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";
import type { Shell } from "../world/shell.js";
import type { World } from "../world/world.js";

/** `keyed-store doctor` */
export function addDoctor(program: Command, { world, exit }: Shell): void {
  program
    .command("doctor")
    .description("try every backend, and the store where a directory is named")
    .action(async (_own: object, command: Command) => exit(await doctor(world, command.optsWithGlobals())));
}

async function doctor(world: World, options: GlobalOptions): Promise<ExitCode> {
  const providers = await world.providers();
  const backends = await tryBackends(providers);
  const [store, code] = await examineStore(world, options);
  const diagnosis: Diagnosis = { host: hostFacts(), backends, ...store };
  await world.stdout.write(options.json ? `${jsonText(diagnosis)}\n` : doctorText(diagnosis));
  return anyUsable(backends, providers, backendOf(world, options)) ? code : EXIT.unavailable;
}

async function examineStore(
  world: World,
  options: GlobalOptions,
): Promise<[Omit<Diagnosis, "host" | "backends">, ExitCode]> {
  const named = options.directory ?? world.environment["KEYED_STORE_DIR"];
  if (named === undefined || named === "") return [{}, EXIT.ok];
  const store = await placeFacts(directoryOf(world, options), options.file);
  if (!store.databaseExists) return [{ store }, EXIT.ok];
  const { sessions } = inspectSharing(store.database);
  const found = sessions.length === 0 ? { store } : { store, sessions };
  try {
    const probe = await withStore(world, options, { access: "read-write" }, (open) => open.probe());
    const busy = probe.steps.some((step) => step.code === "KEYED_STORE_BUSY");
    return [{ ...found, probe }, probe.ok ? EXIT.ok : busy ? EXIT.busy : EXIT.failed];
  } catch (error) {
    if (!isKeyedStoreError(error)) throw error;
    return [{ ...found, failure: { code: error.code, message: error.message } }, exitCodeOf(error)];
  }
}

function anyUsable(
  trials: readonly BackendTrial[],
  providers: readonly BackendProvider[],
  asked: string | readonly string[] | undefined,
): boolean {
  const names = asked === undefined || asked === "auto" ? providers.map(({ name }) => name) : [asked].flat();
  return trials.some((trial) => trial.ok && names.includes(trial.name));
}
