import { spawn } from "node:child_process";
import { execPath, kill, platform } from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { ChildMessage, ChildTask } from "./protocol/child-protocol.js";

const SCRIPT = fileURLToPath(new URL("./roles/child.js", import.meta.url));

/** How a child process ended, and all that it wrote to its standard error. */
export interface ChildExit {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderr: string;
}

/** A running child process. */
export interface ChildProcessHandle {
  readonly pid: number;
  /** Its next message; `undefined` once there can be no more. */
  next(): Promise<ChildMessage | undefined>;
  /** Lets a child go on that waits. */
  resume(): void;
  signal(signal: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void;
  /** Tells one that waits to be ended to end in good order: by SIGTERM, or by a line on Windows, which has no signals. */
  terminate(): void;
  /** Resolves when it is gone and all it wrote was read. */
  readonly exited: Promise<ChildExit>;
}

/** Starts a child process of this package on a task. */
export function startChildProcess(task: ChildTask): ChildProcessHandle {
  const child = spawn(execPath, [SCRIPT, JSON.stringify(task)], { stdio: ["pipe", "pipe", "pipe"] });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  // A child that was killed takes no more input: that is no failure of the test.
  child.stdin.on("error", () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exited = new Promise<Awaited<ChildProcessHandle["exited"]>>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, stderr }));
  });
  const send = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    // By its number: on Deno, a child object that was sent one signal sends no other. But on Windows only the object
    // knows afterwards how its process ended.
    if (platform === "win32") child.kill(signal);
    else kill(child.pid, signal);
  };
  const resume = (): void => void child.stdin.write("go\n");
  return {
    pid: child.pid ?? -1,
    async next() {
      const line = await lines.next();
      return line.done ? undefined : parseChildMessage(line.value);
    },
    resume,
    signal: send,
    terminate: platform === "win32" ? resume : () => send("SIGTERM"),
    exited,
  };
}

// The last line of a killed process may be cut; what it says was then not acknowledged.
function parseChildMessage(line: string): ChildMessage | undefined {
  try {
    return JSON.parse(line) as ChildMessage; // Written by our own script.
  } catch {
    return undefined;
  }
}

/** All messages of a child until it is gone; fails when it found something wrong or ended badly. */
export async function collectChildMessages(child: ChildProcessHandle): Promise<ChildMessage[]> {
  const messages: ChildMessage[] = [];
  for (let message = await child.next(); message !== undefined; message = await child.next()) messages.push(message);
  const { code, signal, stderr } = await child.exited;
  const wrong = messages.flatMap((message) => (message.type === "wrong" ? [message.message] : []));
  if (code !== 0 || wrong.length > 0) {
    throw new Error(
      `a process ended with ${signal ?? code}: ${[...wrong.slice(0, 3), stderr.slice(0, 500)].join("; ")}`,
    );
  }
  return messages;
}
