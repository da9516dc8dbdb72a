import { env } from "node:process";
import { isError, KeyedStoreError } from "@keyed-store/core";
import type { ProviderModule } from "../../modules/provider-module.js";
import { isOneFile } from "./is-single-executable.js";
import { type Course, type Launcher, runApart, STARTED_APART, thisNode } from "./trial-process.js";

/** Programs that were started once and turned out to be no Node: an application that starts again and again is worse than a refusal. */
const noNode: Set<string> = new Set();

/**
 * Tries a backend in a process of its own, so that an addon that would end the process is a refusal instead (KS-SEL-4).
 * In a bundle, where that process cannot find it, nothing is known and nothing refused.
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` it cannot run there, or ended the process, or there can be no such process
 */
export async function tryApart(name: string, module: ProviderModule, launcher: Launcher = thisNode): Promise<void> {
  const { program } = launcher;
  if (isOneFile() || noNode.has(program) || env[STARTED_APART] !== undefined) throw untried(name, isNoNode(program));
  const { came, message, end } = await started(name, module, launcher);
  if (came === "passed" || came === "not-found") return;
  if (came === "refused") throw unavailable(name, message);
  if (came === "begun")
    throw unavailable(name, `It ended the process in which it was tried (${end}), and would have ended this one.`);
  noNode.add(program);
  throw untried(name, `${isNoNode(program)} (it was started once: ${end})`);
}

async function started(name: string, module: ProviderModule, launcher: Launcher): Promise<Course> {
  try {
    return await runApart(module, launcher);
  } catch (error) {
    throw untried(name, isError(error) ? error.message : String(error), error);
  }
}

function isNoNode(program: string): string {
  return `${program} does not run as Node`;
}

function untried(name: string, why: string, cause?: unknown): KeyedStoreError {
  return unavailable(
    name,
    `It cannot be tried in a process of its own: ${why}. To do without, leave tryApart out.`,
    cause,
  );
}

function unavailable(name: string, message: string, cause?: unknown): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", message, { operation: "open", backend: name, cause });
}
