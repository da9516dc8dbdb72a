import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** A program in a process of its own that has a store open. */
export interface Holder {
  /** What it reads under a key of o/n; `null` for nothing. */
  lookup(key: string): Promise<unknown>;
  /** Lets it write an entry of o/n. */
  register(key: string): Promise<unknown>;
}

/** Starts a program that opens a store and writes k0 to k9 into o/n; it ends with the test. */
export async function hold(directory: string, backend: string): Promise<Holder> {
  const child = fork(fileURLToPath(new URL("./holder.mjs", import.meta.url)), [directory, backend]);
  const answer = async (): Promise<unknown> => {
    const [{ found }] = (await once(child, "message")) as [{ found: unknown }];
    return found;
  };
  await answer();
  onTestFinished(async () => {
    const gone = once(child, "exit");
    child.send("close");
    await gone;
  });
  return {
    lookup(key) {
      child.send({ lookup: key });
      return answer();
    },
    register(key) {
      child.send({ register: key });
      return answer();
    },
  };
}
