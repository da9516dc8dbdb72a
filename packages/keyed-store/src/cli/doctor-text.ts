import type { ProbeStep } from "@keyed-store/core";
import type { Diagnosis } from "./commands/doctor.js";
import { facts } from "./output/facts.js";
import { printable } from "./output/printable.js";
import type { PlaceFacts } from "./place-facts.js";
import { sessionText } from "./session-text.js";
import type { BackendTrial } from "./try-backends.js";

/** A diagnosis as people read it. */
export function doctorText({ host, backends, store, sessions = [], probe, failure }: Diagnosis): string {
  const lines: [string, string][] = [
    [
      "host",
      `Node ${host.node}, ${host.platform} ${host.architecture}, Node-API ${host.nodeApi}, ABI ${host.moduleAbi}`,
    ],
    ...backends.map((trial): [string, string] => [trial.name, trialText(trial)]),
    ...(store === undefined ? NO_DIRECTORY : placeText(store)),
    ...sessions.map((session): [string, string] => ["  in use", sessionText(session)]),
    ...(probe?.steps ?? []).map((step): [string, string] => [`  ${step.name}`, stepText(step)]),
  ];
  if (failure !== undefined) lines.push(["  open", `✗ ${failure.code}: ${printable(failure.message)}`]);
  return facts(lines);
}

const NO_DIRECTORY: [string, string][] = [["store", "not looked at: name it by --directory or KEYED_STORE_DIR"]];

function trialText({ ok, info, stage, code, message, durationMs }: BackendTrial): string {
  const sqlite = info?.sqliteVersion === undefined ? "" : `, SQLite ${info.sqliteVersion}`;
  const engine = info === undefined ? "" : `${info.engine} ${info.engineVersion}${sqlite}`;
  if (ok) return `✓ ${engine} (${durationMs.toFixed(0)} ms)`;
  return `✗ refused at ${stage ?? "static"}: ${code ?? ""}: ${printable(message ?? "")}`;
}

function placeText({
  directory,
  directoryExists,
  directoryMode,
  database,
  databaseExists,
}: PlaceFacts): [string, string][] {
  const open = directoryMode !== undefined && !directoryMode.endsWith("00");
  const mode =
    directoryMode === undefined ? "" : `, mode ${directoryMode}${open ? " (others may look in: chmod 700)" : ""}`;
  return [
    [
      "directory",
      directoryExists ? `${printable(directory)}${mode}` : `${printable(directory)}, which is not there yet`,
    ],
    [
      "database",
      databaseExists
        ? printable(database)
        : `${printable(database)}, which is not there yet: the first opening creates it`,
    ],
  ];
}

function stepText({ ok, durationMs, code, message }: ProbeStep): string {
  const note = message === undefined ? "" : `: ${printable(message)}`;
  return ok ? `✓ ${durationMs.toFixed(1)} ms${note}` : `✗ ${code ?? "failed"}${note}`;
}
