import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BackendProvider, defaultProviders } from "keyed-store";
import { afterAll } from "vitest";
import type { Ran } from "./command-line.js";

/** The built command. */
export const main: string = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** Runs the built command in a process of its own. */
export function program(
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  input = "",
): Promise<Ran> {
  const { KEYED_STORE_DIR: _directory, KEYED_STORE_BACKEND: _backend, ...inherited } = process.env;
  const child = spawn(process.execPath, [main, ...argv], {
    env: { ...inherited, ...environment },
    stdio: "pipe",
  });
  child.stdin.end(input);
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, out, err }));
  });
}

/** The backends that can run here. */
export async function usableProviders(): Promise<BackendProvider[]> {
  const usable: BackendProvider[] = [];
  for (const provider of await defaultProviders()) {
    try {
      provider.check();
      await (await provider.load()).trial();
      usable.push(provider);
    } catch {
      // It cannot run here, and selection has tests of its own.
    }
  }
  return usable;
}

/** A directory of this test file, removed when it is done; each call makes another one in it. */
export function scratch(): () => string {
  const root = mkdtempSync(join(tmpdir(), "keyed-store-command-"));
  afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
  return () => mkdtempSync(join(root, "d-"));
}
