import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ProbeReport } from "keyed-store";

/** One write as the program that made it reports it, in milliseconds of the clock that all processes share. */
export interface Write {
  readonly key: string;
  readonly issued: number;
  readonly answered: number;
  /** Of the error, where it was refused. */
  readonly code?: string;
  readonly message?: string;
}

/** What became of a task. */
export interface Answer {
  readonly result?: ProbeReport;
  readonly code?: string;
  readonly message?: string;
  /** When, by the same clock. */
  readonly at: number;
}

/** So many writes are to be acknowledged that were issued after a time. */
export interface Goal {
  readonly issuedAfter: number;
  readonly count: number;
}

/** A program of its own that writes and reports each write: see writer.mjs. */
export interface Program {
  /** All writes it has reported since this was last emptied. */
  readonly writes: Write[];
  ask(task: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** Changes the goal of what it is at. */
  aim(goal: Goal): void;
  /** Resolves when so many writes are reported in all; false where the task under way has ended before. */
  reported(count: number): Promise<boolean>;
  end(): Promise<void>;
}

/** The time by the clock that all processes share. */
export function sharedNow(): number {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000;
}

/** Starts such a program. */
export function startProgram(): Program {
  const child = fork(fileURLToPath(new URL("./writer.mjs", import.meta.url)), {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const writes: Write[] = [];
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  let answered: ((answer: Answer) => void) | undefined;
  let listening: { count: number; resolve: (heard: boolean) => void } | undefined;
  const heard = (): void => {
    if (listening === undefined || (answered !== undefined && writes.length < listening.count)) return;
    listening.resolve(writes.length >= listening.count);
    listening = undefined;
  };
  const answer = (given: Answer): void => {
    const resolve = answered;
    answered = undefined;
    heard();
    resolve?.(given);
  };
  child.on("message", (message: { readonly write?: Write; readonly answer?: Answer }) => {
    if (message.write !== undefined) writes.push(message.write);
    heard();
    if (message.answer !== undefined) answer(message.answer);
  });
  child.on("exit", (code, signal) => {
    answer({ code: "gone", message: `the program ended with ${signal ?? code}: ${stderr}`, at: sharedNow() });
  });
  const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    writes,
    ask(task) {
      return new Promise((resolve) => {
        answered = resolve;
        if (isGone()) answer({ code: "gone", message: `the program has ended: ${stderr}`, at: sharedNow() });
        else child.send(task);
      });
    },
    aim: (goal) => void child.send({ goal }),
    reported(count) {
      return new Promise((resolve) => {
        listening = { count, resolve };
        heard();
      });
    },
    end: () => ended(child),
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}
