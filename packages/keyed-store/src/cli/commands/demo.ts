import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { findSampleEventsFilePath } from "../../demo/find-sample-events-file-path.js";
import { formatDemoIntroduction, formatDemonstration } from "../../demo/format-demonstration.js";
import { readRecordedDeliveries } from "../../demo/read-recorded-deliveries.js";
import { runDemonstration } from "../../demo/run-demonstration.js";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { formatInteger } from "../output/numbers.js";
import { createProgressDisplay } from "../output/progress.js";
import { formatJson } from "../output/to-printable-text.js";
import { findServiceLocation, resolveBackendNames } from "../store/store-location.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";
import { usageError } from "../world/usage-error.js";

interface DemoOptions extends GlobalOptions {
  readonly events?: string;
}

/** `keyed-store demo` */
export function addDemoCommand(program: Command, { environment, exit }: CommandContext): void {
  program
    .command("demo")
    .description("play a recorded chat to a bot, kill it at work, show that nothing is lost or done twice")
    .option("--events <file>", "another recording (default: the one that comes with the package)")
    .addHelpText("after", "\nWithout --directory it makes a directory of its own; KEYED_STORE_DIR is not used.\n")
    .action(async (_own: object, command: Command) =>
      exit(await runDemoCommand(environment, command.optsWithGlobals())),
    );
}

async function runDemoCommand(environment: CommandEnvironment, options: DemoOptions): Promise<ExitCode> {
  if (findServiceLocation(environment, options) !== undefined) {
    throw usageError("The demo makes a store of its own, in a file: leave out --url, and postgres in --backend.");
  }
  const recording = await readRecordedDeliveries(options.events ?? findSampleEventsFilePath());
  // A store in use must not be filled with a demonstration because an environment variable points at it.
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), "keyed-store-demo-")));
  if (!options.json) await environment.stdout.write(formatDemoIntroduction(recording.deliveries.length));
  const shown = createProgressDisplay(environment);
  const demonstration = await runDemonstration(
    recording,
    {
      directory: resolve(directory),
      fileName: options.file ?? "demo.sqlite",
      backend: resolveBackendNames(environment, options),
      busyTimeoutMs: options.busyTimeout,
      allowUnsafeFileSystem: options.allowUnsafeFileSystem,
    },
    environment.now(),
    (answered) =>
      shown.show(() => `${formatInteger(answered)} of ${formatInteger(recording.deliveries.length)} deliveries`),
  );
  await shown.clear();
  await environment.stdout.write(options.json ? `${formatJson(demonstration)}\n` : formatDemonstration(demonstration));
  return demonstration.verdict.problems.length === 0 ? EXIT.ok : EXIT.failed;
}
