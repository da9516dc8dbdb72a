import type { CommandEnvironment } from "../environment/command-environment.js";

const ON_TERMINAL_MS = 100;
const ELSEWHERE_MS = 10_000;

/** Tells on stderr how far long work has come. */
export interface Progress {
  /** Says where the work is; shown only so often. */
  show(text: () => string): Promise<void>;
  /** Takes the line away from a terminal. */
  clear(): Promise<void>;
}

/** A line that moves on a terminal; elsewhere a line every ten seconds, so that a log stays short. */
export function createProgressDisplay(environment: CommandEnvironment): Progress {
  const { stderr, now } = environment;
  const every = stderr.isTerminal ? ON_TERMINAL_MS : ELSEWHERE_MS;
  let shown = now();
  let onScreen = false;
  return {
    async show(text) {
      if (now() - shown < every) return;
      shown = now();
      onScreen = stderr.isTerminal;
      await stderr.write(onScreen ? `\r\u001b[K${text()}` : `${text()}\n`);
    },
    async clear() {
      if (onScreen) await stderr.write("\r\u001b[K");
      onScreen = false;
    },
  };
}
