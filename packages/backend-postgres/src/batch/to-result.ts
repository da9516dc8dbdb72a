import type {
  ChangesCommand,
  ChangesResult,
  Command,
  CommandResult,
  OwnerUsage,
  RestoreResult,
  StoredEntry,
} from "@keyed-store/core";
import { OPERATION_STATUS } from "../sql/shared/operation-kind.js";
import type { Answer, AnswerRow } from "../wire/answer.js";

/** The result of a command whose transaction is done, from the answer to its operations, the first of which is at `position`. */
export function toResult(command: Command, position: number, answer: Answer): CommandResult {
  const status = answer.statuses[position] ?? OPERATION_STATUS.no;
  const rows = answer.rows.get(position) ?? [];
  const [first] = rows;
  switch (command.kind) {
    case "get":
    case "consume":
    case "increment":
      return first === undefined ? undefined : toEntry(first);
    case "replace":
      return first === undefined ? undefined : { ...toEntry(first), json: command.json };
    case "getMany":
      return command.keys.map((_, part) => {
        const [row] = answer.rows.get(position + part) ?? [];
        return row === undefined ? undefined : toEntry(row);
      });
    case "restore":
      return command.records.map((_, part) => RESTORE_RESULTS.get(answer.statuses[position + part]));
    case "scan":
      return rows.map(toEntry);
    case "changes":
      return toChanges(command, rows, answer.counts[position] ?? 0);
    case "usage":
      return toUsages(rows)[0] ?? { owner: command.owner, entries: 0, namespaces: [] };
    case "owners":
      return toUsages(rows);
    case "count":
    case "clear":
    case "clearOwner":
      return answer.counts[position];
    case "sweep":
      return { removed: answer.counts[position], more: status === OPERATION_STATUS.yes };
    case "put":
    case "touch":
    case "delete":
    case "check":
      return status === OPERATION_STATUS.yes;
  }
}

/** An entry as a row of an answer has it. */
export function toEntry({ key, json, version, createdAt, expiresAt }: AnswerRow): StoredEntry {
  return { key: key ?? "", json: json ?? "", createdAt, expiresAt, version: version ?? 0 };
}

/** How full owners are, from rows in the order of owners. */
function toUsages(rows: readonly AnswerRow[]): OwnerUsage[] {
  const byOwner = new Map<string, AnswerRow[]>();
  for (const row of rows) byOwner.set(row.json ?? "", [...(byOwner.get(row.json ?? "") ?? []), row]);
  return [...byOwner].map(([owner, own]) => {
    const namespaces = own.map(({ key, version }) => ({ namespace: key ?? "", entries: version ?? 0 }));
    return { owner, entries: namespaces.reduce((sum, { entries }) => sum + entries, 0), namespaces };
  });
}

/** The first row says where the namespace stands; those without a text are keys alone. */
function toChanges({ keys }: ChangesCommand, [standing, ...rows]: readonly AnswerRow[], live: number): ChangesResult {
  const result: ChangesResult = {
    entries: rows.filter(({ json }) => json !== null).map(toEntry),
    live,
    oldest: standing?.version ?? null,
    nextExpiry: standing?.expiresAt ?? null,
  };
  if (!keys) return result;
  const alone = rows.filter(({ json }) => json === null);
  return { ...result, keys: alone.map(({ key, version }) => ({ key: key ?? "", version: version ?? 0 })) };
}

const RESTORE_RESULTS: ReadonlyMap<number | undefined, RestoreResult> = new Map([
  [OPERATION_STATUS.yes, "restored"],
  [OPERATION_STATUS.older, "older"],
  [OPERATION_STATUS.expired, "expired"],
  [OPERATION_STATUS.full, "full"],
]);
