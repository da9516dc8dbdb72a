import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { makeDirectory } from "./make-directory.js";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

/** A program of `examples/adapters`, as a user has it: in a directory of its own, with what it asks for installed. */
export function installExample(name: string): string {
  const directory = makeDirectory();
  cpSync(join(ROOT, "examples", "adapters", name), directory, { recursive: true });
  const manifest: { dependencies: object } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  for (const dependency of Object.keys(manifest.dependencies)) {
    const target = join(directory, "node_modules", dependency);
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(join(ROOT, placeOf(dependency)), target, "junction");
  }
  return directory;
}

function placeOf(dependency: string): string {
  if (dependency === "@keyed-store/adapters") return "packages/adapters";
  return dependency === "better-sqlite3"
    ? "node_modules/better-sqlite3"
    : `packages/adapters/node_modules/${dependency}`;
}

/** A program that runs. */
export interface RunningProgram {
  /** The first line that it prints, or has printed, that matches. Rejects when it ends without. */
  readonly line: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Ends it by a signal, and gives its exit code, or null where the signal ended it. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** Starts a program; it is killed with the test. */
export function startProgram(
  directory: string,
  file: string,
  environment: Readonly<Record<string, string>>,
): RunningProgram {
  const child = spawn(process.execPath, [file], {
    cwd: directory,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const listen = (text: string): void => {
    printed += text;
    child.emit("printed");
  };
  child.stdout.setEncoding("utf8").on("data", listen);
  child.stderr.setEncoding("utf8").on("data", listen);
  onTestFinished(async () => void (await end(child, "SIGKILL")));
  return {
    async line(pattern) {
      for (;;) {
        const found = pattern.exec(printed);
        if (found !== null) return found;
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`It ended, and printed:\n${printed}`);
        await Promise.race([once(child, "printed"), once(child, "close")]);
      }
    },
    end: (signal) => end(child, signal),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const closed = once(child, "close");
  child.kill(signal);
  await closed;
  return child.exitCode;
}
