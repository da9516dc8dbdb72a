import type { ExitCode } from "./exit-code.js";
import type { World } from "./world.js";

/** What the commands of one command line share. */
export interface CommandContext {
  readonly world: World;
  /** Settles the exit code. */
  readonly exit: (code: ExitCode) => void;
}
