import { env } from "node:process";
import { isError, KeyedStoreError } from "@keyed-store/core";
import type { ProviderModule } from "../modules/provider-module.js";
import { isRunningAsSingleExecutable } from "./is-running-as-single-executable.js";
import { type ProcessLauncher, runTrialProcess, TRIAL_VARIABLE, type TrialResult, thisNode } from "./trial-process.js";

/** Programs that were started once and turned out to be no Node: an application that starts again and again is worse than a refusal. */
const noNode: Set<string> = new Set();

/**
 * Tries a backend in a process of its own, so that an addon that would end the process is a refusal instead (KS-SEL-4).
 * In a bundle, where that process cannot find it, nothing is known and nothing refused.
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` it cannot run there, or ended the process, or there can be no such process
 */
export async function tryBackendInSeparateProcess(
  backendName: string,
  providerModule: ProviderModule,
  launcher: ProcessLauncher = thisNode,
): Promise<void> {
  const { program } = launcher;
  if (isRunningAsSingleExecutable() || noNode.has(program) || env[TRIAL_VARIABLE] !== undefined)
    throw cannotTryInProcessError(backendName, formatNotNodeMessage(program));
  const { stage, message, end } = await runBackendTrialOrThrow(backendName, providerModule, launcher);
  if (stage === "passed" || stage === "not-found") return;
  if (stage === "refused") throw backendUnavailableError(backendName, message);
  if (stage === "begun")
    throw backendUnavailableError(
      backendName,
      `It ended the process in which it was tried (${end}), and would have ended this one.`,
    );
  noNode.add(program);
  throw cannotTryInProcessError(backendName, `${formatNotNodeMessage(program)} (it was started once: ${end})`);
}

async function runBackendTrialOrThrow(
  backendName: string,
  providerModule: ProviderModule,
  launcher: ProcessLauncher,
): Promise<TrialResult> {
  try {
    return await runTrialProcess(providerModule, launcher);
  } catch (error) {
    throw cannotTryInProcessError(backendName, isError(error) ? error.message : String(error), error);
  }
}

function formatNotNodeMessage(program: string): string {
  return `${program} does not run as Node`;
}

function cannotTryInProcessError(backendName: string, reason: string, cause?: unknown): KeyedStoreError {
  return backendUnavailableError(
    backendName,
    `It cannot be tried in a process of its own: ${reason}. To do without, leave tryApart out.`,
    cause,
  );
}

function backendUnavailableError(backendName: string, message: string, cause?: unknown): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", message, {
    operation: "open",
    backend: backendName,
    cause,
  });
}
