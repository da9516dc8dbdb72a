import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { BackendName } from "./each-backend.js";

/** An adapter in a process of its own. */
export interface RemoteAdapter {
  /** Calls a method so many times at once, and gives all that they gave. */
  call(method: string, args: readonly unknown[], times?: number): Promise<unknown[]>;
  /** Ends the process without warning. */
  kill(): Promise<void>;
}

/** Starts a process that has an adapter on a store; it ends with the test. */
export async function startAdapter(
  door: "better-auth" | "chat",
  backend: BackendName,
  directory: string,
): Promise<RemoteAdapter> {
  const child = fork(fileURLToPath(new URL("../children/serve-adapter.mjs", import.meta.url)), [
    door,
    backend,
    directory,
  ]);
  onTestFinished(() => end(child));
  await nextMessage(child);
  return {
    async call(method, args, times = 1) {
      const answered = nextMessage(child);
      child.send({ method, args, times });
      return (await answered) as unknown[]; // as the program answers
    },
    kill: () => end(child),
  };
}

/** Starts a process that has a store open, and gives way to nobody. */
export async function holdStore(directory: string): Promise<{ release(): Promise<void> }> {
  const child = fork(fileURLToPath(new URL("../children/hold-store.mjs", import.meta.url)), [directory]);
  onTestFinished(() => end(child));
  await nextMessage(child);
  return { release: () => end(child) };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const gone = new AbortController();
  try {
    const exited = once(child, "exit", { signal: gone.signal }).then(([code]) => {
      throw new Error(`The program ended with ${String(code)}.`);
    });
    exited.catch(() => undefined);
    const [message] = await Promise.race([once(child, "message", { signal: gone.signal }), exited]);
    return message;
  } finally {
    gone.abort();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}
