import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** Ends it in the midst of whatever it does, and resolves when it is gone. */
  kill(): Promise<void>;
  /** Lets it close its store and end. */
  close(): Promise<void>;
}

/** Starts a program of these tests, which sends its port when it listens; it ends with the test. */
export async function startServer(program: URL, ...argv: readonly string[]): Promise<ServerProcess> {
  const child = fork(fileURLToPath(program), argv, { stdio: ["ignore", "inherit", "pipe", "ipc"] });
  let printed = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const gone = once(child, "exit");
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await gone;
  };
  onTestFinished(kill);
  const port = await Promise.race([
    once(child, "message").then(([message]: { port?: number }[]) => message?.port),
    gone.then(() => undefined),
  ]);
  if (port === undefined) throw new Error(`the server did not start: ${printed}`);
  return {
    url: `http://127.0.0.1:${port}`,
    kill,
    async close() {
      child.send("close");
      const [code] = (await gone) as [number | null];
      if (code !== 0) throw new Error(`the server ended with ${code}: ${printed}`);
    },
  };
}
