import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** A program in a process of its own, which answers each message with one. */
export interface Child {
  /** Sends a message and waits for the answer. */
  ask(message: unknown): Promise<unknown>;
  /** Ends it as `kill -9` does, and waits until it is gone. */
  kill(): Promise<void>;
  /** Stops it where it is, so that it lives and does nothing more. */
  pause(): void;
}

/**
 * Starts a program of `test/support/children` and waits for its first message, that it is ready. It is killed after the test, if it
 * has not ended by then.
 */
export async function startChild(name: string, args: readonly string[]): Promise<Child & { readonly ready: unknown }> {
  const child = fork(fileURLToPath(new URL(`./children/${name}`, import.meta.url)), [...args]);
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  onTestFinished(kill);
  return {
    ready: await nextMessage(child),
    kill,
    pause: () => void child.kill("SIGSTOP"),
    ask(message) {
      const answer = nextMessage(child);
      child.send(message as object); // the type of what may be sent does not name every JSON value
      return answer;
    },
  };
}

/** The next message of a child; rejects where it ends without one. */
function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown): void => {
      child.off("exit", onExit);
      resolve(message);
    };
    const onExit = (code: number | null, signal: string | null): void => {
      child.off("message", onMessage);
      reject(new Error(`the child ended with ${code ?? signal}`));
    };
    child.once("message", onMessage);
    child.once("exit", onExit);
  });
}
