import { expect } from "vitest";
import { type CommandLine, commandLine } from "./command-line.js";
import { usableProviders } from "./program.js";

const providers = await usableProviders();

/** The names of the backends that can run here. */
export const backends: readonly string[] = providers.map(({ name }) => name);

/** A command line on files, through one backend, now. */
export function on(backend: string, directory: string): CommandLine {
  const provider = providers.find(({ name }) => name === backend);
  if (provider === undefined) throw new Error(`no ${backend} here`);
  const line = commandLine({ provider, directory });
  line.clock.now = Date.now();
  return line;
}

/** Runs a command that must not fail, and gives what it printed. */
export async function ok(line: CommandLine, ...argv: string[]): Promise<string> {
  const { code, out, err } = await line.run(argv);
  expect({ code, err: err.replace(/^\d+ entries exported.*\n/, "") }, argv.join(" ")).toEqual({ code: 0, err: "" });
  return out;
}
