import { type BackendProvider, isKeyedStoreError } from "@keyed-store/core";
import { inspectSharing } from "@keyed-store/sqlite";
import type { Command } from "commander";
import type { Diagnosis, StoreDiagnosis } from "../doctor/diagnosis.js";
import { formatDiagnosis } from "../doctor/format-diagnosis.js";
import { readHostFacts } from "../doctor/read-host-facts.js";
import { readStoreFacts } from "../doctor/read-store-facts.js";
import { type BackendTrial, tryEachBackend } from "../doctor/try-each-backend.js";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { formatJson } from "../output/to-printable-text.js";
import { resolveBackendNames, resolveStoreDirectory, withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode, toExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";

/** `keyed-store doctor` */
export function addDoctorCommand(program: Command, { environment, exit }: CommandContext): void {
  program
    .command("doctor")
    .description("try every backend, and the store where a directory is named")
    .action(async (_own: object, command: Command) =>
      exit(await runDoctorCommand(environment, command.optsWithGlobals())),
    );
}

async function runDoctorCommand(environment: CommandEnvironment, options: GlobalOptions): Promise<ExitCode> {
  const providers = await environment.providers();
  const backends = await tryEachBackend(providers);
  const [store, code] = await diagnoseStoreIfNamed(environment, options);
  const diagnosis: Diagnosis = { host: readHostFacts(), backends, ...store };
  await environment.stdout.write(options.json ? `${formatJson(diagnosis)}\n` : formatDiagnosis(diagnosis));
  return isAnyRequestedBackendUsable(backends, providers, resolveBackendNames(environment, options))
    ? code
    : EXIT.unavailable;
}

async function diagnoseStoreIfNamed(
  environment: CommandEnvironment,
  options: GlobalOptions,
): Promise<readonly [diagnosis: StoreDiagnosis, exitCode: ExitCode]> {
  const named = options.directory ?? environment.variables["KEYED_STORE_DIR"];
  if (named === undefined || named === "") return [{}, EXIT.ok];
  const store = await readStoreFacts(resolveStoreDirectory(environment, options), options.file);
  if (!store.databaseExists) return [{ store }, EXIT.ok];
  const { sessions } = inspectSharing(store.database);
  const found = sessions.length === 0 ? { store } : { store, sessions };
  try {
    const probe = await withStore(environment, options, { access: "read-write" }, (open) => open.probe());
    const busy = probe.steps.some((step) => step.code === "KEYED_STORE_BUSY");
    return [{ ...found, probe }, probe.ok ? EXIT.ok : busy ? EXIT.busy : EXIT.failed];
  } catch (error) {
    if (!isKeyedStoreError(error)) throw error;
    return [{ ...found, failure: { code: error.code, message: error.message } }, toExitCode(error)];
  }
}

function isAnyRequestedBackendUsable(
  trials: readonly BackendTrial[],
  providers: readonly BackendProvider[],
  requestedBackend: string | readonly string[] | undefined,
): boolean {
  const names =
    requestedBackend === undefined || requestedBackend === "auto"
      ? providers.map(({ name }) => name)
      : [requestedBackend].flat();
  return trials.some((trial) => trial.ok && names.includes(trial.name));
}
