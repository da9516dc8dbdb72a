import type { ProbeStep } from "@keyed-store/core";
import type { LocationReport } from "@keyed-store/sqlite";
import { formatAlignedPairs } from "../output/format-aligned-pairs.js";
import { toPrintableText } from "../output/to-printable-text.js";
import type { Diagnosis } from "./diagnosis.js";
import { formatSessionReport } from "./format-session-report.js";
import type { StoreFacts } from "./read-store-facts.js";
import type { BackendTrial } from "./try-each-backend.js";

/** What stands before a line, and what it says. */
type DiagnosisLine = [label: string, text: string];

/** A diagnosis as people read it. */
export function formatDiagnosis({ host, backends, store, server, sessions = [], probe, failure }: Diagnosis): string {
  const lines: DiagnosisLine[] = [
    [
      "host",
      `Node ${host.node}, ${host.platform} ${host.architecture}, Node-API ${host.nodeApi}, ABI ${host.moduleAbi}`,
    ],
    ...(host.container === undefined ? [] : [["container", toPrintableText(host.container)] as DiagnosisLine]),
    ...(host.permissionModel ? [["permissions", "Node's permission model is on"] as DiagnosisLine] : []),
    ...backends.map((trial): DiagnosisLine => [trial.name, formatBackendTrial(trial)]),
    ...(server === undefined ? [] : [["server", toPrintableText(server)] as DiagnosisLine]),
    ...(store === undefined ? [] : listStoreFactLines(store)),
    ...(store === undefined && server === undefined ? NO_STORE : []),
    ...sessions.map((session): DiagnosisLine => ["  in use", formatSessionReport(session)]),
    ...(probe?.steps ?? []).map((step): DiagnosisLine => [`  ${step.name}`, formatProbeStep(step)]),
  ];
  if (failure !== undefined) lines.push(["  open", `✗ ${failure.code}: ${toPrintableText(failure.message)}`]);
  return formatAlignedPairs(lines);
}

const NO_STORE: DiagnosisLine[] = [["store", "not looked at: name it by --directory, --url, or KEYED_STORE_DIR"]];

function formatBackendTrial({ ok, info, stage, code, message, durationMs }: BackendTrial): string {
  const sqlite = info?.sqliteVersion === undefined ? "" : `, SQLite ${info.sqliteVersion}`;
  const engine = info === undefined ? "" : `${info.engine} ${info.engineVersion}${sqlite}`;
  if (ok) return `✓ ${engine} (${durationMs.toFixed(0)} ms)`;
  return `✗ refused at ${stage ?? "static"}: ${code ?? ""}: ${toPrintableText(message ?? "")}`;
}

function listStoreFactLines({
  directory,
  directoryExists,
  directoryMode,
  database,
  databaseExists,
  place,
}: StoreFacts): DiagnosisLine[] {
  const mode = directoryMode === undefined ? "" : `, mode ${directoryMode}${describeDirectoryAccess(directoryMode)}`;
  return [
    [
      "directory",
      directoryExists
        ? `${toPrintableText(directory)}${mode}`
        : `${toPrintableText(directory)}, which is not there yet`,
    ],
    ...(place === undefined ? [] : listFileSystemLines(place)),
    [
      "database",
      databaseExists
        ? toPrintableText(database)
        : `${toPrintableText(database)}, which is not there yet: the first opening creates it`,
    ],
  ];
}

function describeDirectoryAccess(octalMode: string): string {
  if (octalMode.endsWith("00")) return "";
  return octalMode === "2770" ? " (shared with its group)" : " (others may look in: chmod 700)";
}

const AFTER_A_KILL: Readonly<Record<LocationReport["afterKill"], string>> = {
  proved: "others take over at once, from whatever container of this machine",
  judged: "others take over who can see that the process is gone; from another container it takes `keyed-store unlock`",
};

function listFileSystemLines({ fileSystem, hazard, afterKill }: LocationReport): DiagnosisLine[] {
  const type = fileSystem === undefined ? [] : [["file system", toPrintableText(fileSystem)] as DiagnosisLine];
  if (hazard !== undefined) return [...type, ["  hazard", `✗ ${toPrintableText(hazard)}`]];
  return [...type, ["after a kill", AFTER_A_KILL[afterKill]]];
}

function formatProbeStep({ ok, durationMs, code, message }: ProbeStep): string {
  const note = message === undefined ? "" : `: ${toPrintableText(message)}`;
  return ok ? `✓ ${durationMs.toFixed(1)} ms${note}` : `✗ ${code ?? "failed"}${note}`;
}
