import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SharingMode } from "../../src/host/sharing-mode.js";

const SCRIPT = fileURLToPath(new URL("contender.mjs", import.meta.url));

/** When a process that is in leaves: at once, when someone waits, or never. A lawless one does not ask whether it may be in. */
export type Holding = "briefly" | "wanted" | "forever" | "lawlessly";

/** A process that uses a file, as `contender.mjs` says. */
export interface Contender {
  readonly child: ChildProcess;
  /** Resolves when it only waits for the word to begin. */
  readonly ready: Promise<void>;
  /** Resolves when it has been in for the first time. */
  readonly in: Promise<void>;
  /** Its exit code, or null if it was killed. */
  readonly ended: Promise<number | null>;
}

export function startContender(databasePath: string, mode: SharingMode, turns: number, holding: Holding): Contender {
  const child = spawn(process.execPath, [SCRIPT, databasePath, mode, String(turns), holding], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  let said = "";
  const saying = (word: string): Promise<void> => {
    const heard = new Promise<void>((resolve, reject) => {
      child.stdout.on("data", (data) => {
        said += data;
        if (said.includes(`${word}\n`)) resolve();
      });
      void ended.then((code) => reject(new Error(`it ended with ${code} and did not say ${word}`)));
    });
    heard.catch(() => undefined);
    return heard;
  };
  return { child, ready: saying("ready"), in: saying("in"), ended };
}

/** Lets all processes begin that are there, or come. */
export function begin(databasePath: string): void {
  writeFileSync(`${databasePath}.go`, "");
}

/** What the processes wrote down, checked line by line. */
export interface Visits {
  readonly turns: number;
  /** How often one came in after another one. */
  readonly changes: number;
  /** Lines written by someone who was in while another one was of whom one had to be alone. */
  readonly overlaps: readonly string[];
}

/**
 * Reads the log of all processes. Who came in, and wrote something after another one came in too, was in together with
 * it; who was killed writes nothing any more.
 */
export function readVisits(databasePath: string): Visits {
  const inside = new Map<string, string>();
  const overlaps: string[] = [];
  let [turns, changes, last] = [0, 0, ""];
  for (const line of readFileSync(`${databasePath}.log`, "utf8").trim().split("\n")) {
    const [pid = "", mode = "", ...what] = line.split(" ");
    if (what.join(" ") === "in") {
      inside.set(pid, mode);
      turns += 1;
      if (pid !== last) changes += 1;
      last = pid;
    } else {
      // Those who came in before this one, and have not written since this one came in, may have been killed.
      const order = [...inside.keys()];
      const later = order.slice(order.indexOf(pid) + 1);
      if (later.some((other) => mode === "exclusive" || inside.get(other) === "exclusive")) overlaps.push(line);
    }
    if (what.join(" ") === "out") inside.delete(pid);
  }
  return { turns, changes, overlaps };
}
