import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { scratchDirectory } from "./scratch.js";
import type { ServerProcess } from "./start-server.js";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

/** A program of `examples/adapters` as a user has it: in a directory of its own, with what its package asks for installed. */
export function installExample(name: string): string {
  const directory = scratchDirectory();
  cpSync(join(ROOT, "examples", "adapters", name), directory, { recursive: true });
  const { dependencies } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  for (const dependency of Object.keys(dependencies)) {
    const target = join(directory, "node_modules", dependency);
    mkdirSync(dirname(target), { recursive: true });
    const place =
      dependency === "@keyed-store/adapters" ? "packages/adapters" : `packages/adapters/node_modules/${dependency}`;
    symlinkSync(join(ROOT, place), target, "junction");
  }
  return directory;
}

/** Starts the server of an example, which prints `listening on <port>`; it ends with the test. */
export async function startExample(
  directory: string,
  environment: Readonly<Record<string, string>>,
): Promise<Pick<ServerProcess, "url" | "kill">> {
  const child = spawn(process.execPath, ["server.js"], {
    cwd: directory,
    env: { ...process.env, PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const gone = once(child, "exit");
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await gone;
  };
  onTestFinished(kill);
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^listening on (\d+)$/.exec(line)?.[1];
    if (port !== undefined) return { url: `http://127.0.0.1:${port}`, kill };
  }
  throw new Error(`the example did not start: ${printed}`);
}
