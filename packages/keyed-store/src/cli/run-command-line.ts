import { getErrorCode, isError, isKeyedStoreError } from "@keyed-store/core";
import { CommanderError } from "commander";
import type { CommandEnvironment } from "./environment/command-environment.js";
import { createProgram } from "./program.js";
import { EXIT, type ExitCode, toExitCode } from "./world/exit-code.js";

/** Runs one command line and gives its exit code. Never rejects. */
export async function runCommandLine(argv: readonly string[], environment: CommandEnvironment): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const exit = (settled: ExitCode): void => {
    code = settled;
  };
  try {
    await createProgram({ environment: environment, exit }).parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    if (isBrokenPipeError(error)) return EXIT.ok;
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    // Whoever cannot read the message still gets the exit code.
    await environment.stderr.write(`${formatError(error)}\n`).catch(() => undefined);
    return toExitCode(error);
  }
}

/** Nobody reads the output any more, as with `| head`: that is no failure. */
function isBrokenPipeError(error: unknown): boolean {
  return getErrorCode(error) === "EPIPE";
}

function formatError(error: unknown): string {
  if (isKeyedStoreError(error)) return `${error.code}: ${error.message}`;
  if (!isError(error)) return `UNKNOWN: ${String(error)}`;
  return `${"code" in error ? String(error.code) : error.name}: ${error.message}`;
}
