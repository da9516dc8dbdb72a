import { type BackendProvider, isKeyedStoreError } from "@keyed-store/core";
import { inspectDatabaseSessions } from "@keyed-store/sqlite";
import type { Command } from "commander";
import type { Diagnosis, StoreDiagnosis } from "../doctor/diagnosis.js";
import { formatDiagnosis } from "../doctor/format-diagnosis.js";
import { readHostFacts } from "../doctor/read-host-facts.js";
import { readStoreFacts } from "../doctor/read-store-facts.js";
import { type BackendTrial, tryEachBackend } from "../doctor/try-each-backend.js";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { formatJson } from "../output/to-printable-text.js";
import { findServiceLocation, findStoreDirectory, resolveBackendNames } from "../store/store-location.js";
import { listProviders, withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode, toExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";

/** `keyed-store doctor` */
export function addDoctorCommand(program: Command, { environment, exit }: CommandContext): void {
  program
    .command("doctor")
    .description("try every backend, and the store where a directory or server is named")
    .action(async (_own: object, command: Command) =>
      exit(await runDoctorCommand(environment, command.optsWithGlobals())),
    );
}

async function runDoctorCommand(environment: CommandEnvironment, options: GlobalOptions): Promise<ExitCode> {
  const providers = await listProviders(environment, options);
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
  const server = findServiceLocation(environment, options)?.shown;
  const directory = findStoreDirectory(environment, options);
  if (directory === undefined) {
    return server === undefined ? [{}, EXIT.ok] : diagnoseByProbe(environment, options, { server });
  }
  const store = await readStoreFacts(directory, options.file);
  if (!store.databaseExists) return [{ store }, EXIT.ok];
  const { sessions } = inspectDatabaseSessions(store.database);
  return diagnoseByProbe(environment, options, sessions.length === 0 ? { store } : { store, sessions });
}

/** Probes a store, and adds what came of it to what was `found` before. None is created. */
async function diagnoseByProbe(
  environment: CommandEnvironment,
  options: GlobalOptions,
  found: StoreDiagnosis,
): Promise<readonly [diagnosis: StoreDiagnosis, exitCode: ExitCode]> {
  try {
    const accessOptions = { access: "read-write", mustExist: found.server !== undefined } as const;
    const probe = await withStore(environment, options, accessOptions, (open) => open.probe());
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
