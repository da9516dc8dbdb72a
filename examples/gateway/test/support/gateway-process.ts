import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const MAIN = fileURLToPath(new URL("../../main.mjs", import.meta.url));

/** How an instance is started. */
export interface StartOptions {
  /** Where the state lives; absent for a backend that is told by the environment. */
  readonly directory?: string | undefined;
  readonly backend: string;
  /** More of the environment. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /** Where it is started; else where the tests are. */
  readonly workingDirectory?: string | undefined;
  readonly instance: string;
  readonly agentUrl?: string | undefined;
  readonly leaseMs?: number | undefined;
}

/** An instance of the gateway in a process of its own. */
export interface GatewayProcess {
  readonly url: string;
  readonly backend: string;
  readonly instance: string;
  /** Ends it where it stands; resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to end, and gives its exit code. */
  terminate(): Promise<number | null>;
}

/** Starts an instance and waits until it takes requests; what is left of it ends with the test. */
export async function startProcess(options: StartOptions): Promise<GatewayProcess> {
  const { directory, backend, instance, agentUrl, leaseMs, variables, workingDirectory } = options;
  const args = [MAIN, "--port", "0", "--backend", backend, "--instance", instance];
  if (directory !== undefined) args.push("--directory", directory);
  if (agentUrl !== undefined) args.push("--agent-url", agentUrl);
  if (leaseMs !== undefined) args.push("--lease-ms", String(leaseMs));
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...variables },
    ...(workingDirectory === undefined ? {} : { cwd: workingDirectory }),
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const { stdout } = child;
  if (stdout === null) throw new Error("it has no output, although it was asked for");
  const gone = once(child, "exit");
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await gone;
  };
  onTestFinished(kill);
  for await (const line of createInterface({ input: stdout })) {
    const said: { event: string; url: string; backend: string } = JSON.parse(line);
    if (said.event !== "ready") continue;
    stdout.resume(); // what it says later is nobody's concern, and must not hold it up
    return {
      url: said.url,
      backend: said.backend,
      instance,
      kill,
      async terminate() {
        if (process.platform === "win32") child.send("shutdown");
        else child.kill("SIGTERM");
        const [code]: (number | null)[] = await gone;
        return code ?? null;
      },
    };
  }
  throw new Error(`${instance} ended before it was ready`);
}
