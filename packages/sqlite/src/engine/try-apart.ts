import { spawn } from "node:child_process";
import { execArgv, execPath } from "node:process";
import { KeyedStoreError } from "@keyed-store/core";
import type { ProviderModule } from "../provider-module.js";

/** What another process is to have of this one's flags: those on which it depends what can run. */
const FLAGS = /^--(no-addons|jitless|permission|allow-|experimental-|no-experimental-)/;

/** A process that has not answered by then is refused. */
const PATIENCE_MS = 30_000;

/** Exit codes that say something; every other end is a crash. */
const PASSED = 0;
const REFUSED = 71;
const NOT_FOUND = 72;

const SCRIPT = `
const [url, name] = process.argv.slice(1);
const tell = (code, error) => {
  process.stdout.write(JSON.stringify({ code: String(error?.code ?? ""), message: String(error?.message ?? error) }));
  process.exitCode = code;
};
let make;
try {
  make = (await import(url))[name];
} catch (error) {
  tell(${NOT_FOUND}, error);
}
if (typeof make !== "function") {
  process.exitCode = ${NOT_FOUND};
} else {
  try {
    const provider = make();
    provider.check();
    await (await provider.load()).trial();
  } catch (error) {
    tell(${REFUSED}, error);
  }
}
`;

/**
 * Tries a backend in a process of its own, so that an addon that would end the process is a refusal instead (KS-SEL-4).
 * In a bundle, where that process cannot find it, nothing is known and nothing refused.
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` it cannot run there, or ended the process
 */
export async function tryApart(name: string, module: ProviderModule): Promise<void> {
  const { code, signal, output } = await run([module.url, module.export]);
  if (code === PASSED || code === NOT_FOUND) return;
  const told =
    code === REFUSED ? (JSON.parse(output) as { readonly code: string; readonly message: string }) : undefined;
  const message =
    told?.message ??
    `It ended the process in which it was tried (${signal ?? `exit code ${code}`}), and would have ended this one.`;
  throw new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", message, { operation: "open", backend: name });
}

function run(args: readonly string[]): Promise<{ code: number | null; signal: string | null; output: string }> {
  return new Promise((resolve, reject) => {
    const flags = execArgv.filter((flag) => FLAGS.test(flag));
    const child = spawn(execPath, [...flags, "--input-type=module", "--eval", SCRIPT, ...args], {
      stdio: ["ignore", "pipe", "ignore"],
      timeout: PATIENCE_MS,
      killSignal: "SIGKILL",
      windowsHide: true,
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, output }));
  });
}
