import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { env, execArgv, execPath } from "node:process";
import type { ProviderModule } from "../modules/provider-module.js";

/** The flags of this process that the other one gets too: those that decide what can run. */
const INHERITED_FLAGS = /^--(no-addons|jitless|permission|allow-|experimental-|no-experimental-)/;

/** The environment variable that tells a process that it was started to try a backend in it. */
export const TRIAL_VARIABLE: string = "KEYED_STORE_STARTED_APART";

/** What starts a process of its own. */
export interface ProcessLauncher {
  /** The program; it should be Node. */
  readonly program: string;
  /** How long it may take before it is killed, in milliseconds. */
  readonly timeoutMs: number;
}

/** This Node, with the patience that the slowest machine needs. */
export const thisNode: ProcessLauncher = { program: execPath, timeoutMs: 30_000 };

/** What the process told of a trial. */
export type TrialReport = Omit<TrialResult, "end">;

/**
 * How far the process came. `not-begun`: our script never ran, so that the program is no Node, or something that it loads first
 * ended it. `begun`: it ended amid the trial, or badly after it.
 */
export interface TrialResult {
  readonly stage: "not-begun" | "begun" | "not-found" | "refused" | "passed";
  /** Why it was refused. */
  readonly message: string;
  /** How the process ended, in words. */
  readonly end: string;
}

/** What the process does. Each answer is a line that begins with a mark, for what is loaded before may print as well. */
const SCRIPT = `
const { writeSync } = await import("node:fs");
const [mark, url, name] = process.argv.slice(1);
const tell = (stage, error) => writeSync(1, "\\n" + mark + JSON.stringify({ stage, message: String(error?.message ?? error) }) + "\\n");
tell("begun");
let make;
try {
  make = (await import(url))[name];
} catch (error) {
  tell("not-found", error);
}
if (typeof make !== "function") {
  tell("not-found");
} else {
  try {
    const provider = make();
    provider.check();
    await (await provider.load()).trial();
    tell("passed");
  } catch (error) {
    tell("refused", error);
  }
}
// What was loaded first may keep the process alive.
process.exit(0);
`;

/** Tries a backend in a process of its own. Rejects with what the system says where none can be started. */
export function runTrialProcess(
  { url, export: exportName }: ProviderModule,
  { program, timeoutMs }: ProcessLauncher,
): Promise<TrialResult> {
  const mark = randomUUID();
  return new Promise((resolve, reject) => {
    const flags = execArgv.filter((flag) => INHERITED_FLAGS.test(flag));
    const child = spawn(program, [...flags, "--input-type=module", "--eval", SCRIPT, mark, url, exportName], {
      // Electron's binary is an application unless it is told to be Node.
      env: { ...env, ELECTRON_RUN_AS_NODE: "1", [TRIAL_VARIABLE]: "1" },
      stdio: ["ignore", "pipe", "ignore"],
      timeout: timeoutMs,
      killSignal: "SIGKILL",
      windowsHide: true,
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const { stage, message } = parseLastTrialReport(output, mark);
      const endedBadly = stage === "passed" && code !== 0;
      resolve({ stage: endedBadly ? "begun" : stage, message, end: signal ?? `exit code ${code}` });
    });
  });
}

function parseLastTrialReport(output: string, lineMark: string): TrialReport {
  const answers = output.split("\n").filter((line) => line.startsWith(lineMark));
  const last = answers.at(-1);
  if (last === undefined) return { stage: "not-begun", message: "" };
  return JSON.parse(last.slice(lineMark.length)) as TrialReport; // which our script wrote
}
