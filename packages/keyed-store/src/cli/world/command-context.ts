import type { CommandEnvironment } from "../environment/command-environment.js";
import type { ExitCode } from "./exit-code.js";

/** What the commands of one command line share. */
export interface CommandContext {
  readonly environment: CommandEnvironment;
  /** Settles the exit code. */
  readonly exit: (code: ExitCode) => void;
}
