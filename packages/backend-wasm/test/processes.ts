import { execFileSync, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

export type EngineName = "native" | "wasm";

/** Whether better-sqlite3 can run here; it need not. */
export const hasNative: boolean = canRun("better-sqlite3");

/** What a process of its own finds in a database. A second engine in this process would drop the first one's locks. */
export function readElsewhere(engine: EngineName, path: string): { integrity: string; rows: [number, string][] } {
  return JSON.parse(execFileSync(process.execPath, [child("read"), engine, path], { encoding: "utf8" }));
}

/** Starts a writer and kills it without warning when it has reported `lines` lines. Gives all that it reported. */
export async function writeUntilKilled(
  engine: EngineName,
  path: string,
  scenario: "commits" | "hot-journal",
  lines: number,
): Promise<string[]> {
  const writer = spawn(process.execPath, [child("write"), engine, path, scenario], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  for await (const chunk of writer.stdout.setEncoding("utf8")) {
    output += chunk;
    if (output.split("\n").length > lines) writer.kill("SIGKILL");
  }
  return output.split("\n").slice(0, -1);
}

function child(name: string): string {
  return fileURLToPath(new URL(`children/${name}.mjs`, import.meta.url));
}

function canRun(name: string): boolean {
  try {
    // Its addon is loaded with the first connection.
    const Database: new (path: string) => { close(): void } = createRequire(import.meta.url)(name);
    new Database(":memory:").close();
    return true;
  } catch {
    return false;
  }
}
