import type { Command, Outcome, Transaction } from "@keyed-store/core";
import { OPERATION_STATUS } from "../sql/shared/operation-kind.js";
import type { Answer } from "../wire/answer.js";
import { createFailure } from "./create-failure.js";
import { countOperations } from "./server-operations.js";
import { toNotice } from "./to-notice.js";
import { toResult } from "./to-result.js";

/** A transaction that would consume an entry which may be damaged; nothing of it and of those after it happened. */
export interface SuspectEntry {
  readonly command: Command;
  readonly json: string;
  readonly version: number;
}

/** What became of the transactions of a call. */
export interface DecodedOutcomes {
  /** One for each transaction, up to the one with the suspect entry. */
  readonly outcomes: readonly Outcome[];
  readonly suspect: SuspectEntry | undefined;
}

/** Makes outcomes of an answer. */
export function decodeOutcomes(transactions: readonly Transaction[], answer: Answer): DecodedOutcomes {
  const outcomes: Outcome[] = [];
  let begin = 0;
  for (const transaction of transactions) {
    const positions = listPositions(transaction, begin);
    begin += countOperations(transaction);
    const suspect = findSuspect(transaction, positions, answer);
    if (suspect !== undefined) return { outcomes, suspect };
    outcomes.push(decodeOutcome(transaction, positions, answer));
  }
  return { outcomes, suspect: undefined };
}

/** The position of the first operation of each command. */
function listPositions(transaction: Transaction, begin: number): number[] {
  let next = begin;
  return transaction.map((command) => {
    const position = next;
    next += countOperations([command]);
    return position;
  });
}

function decodeOutcome(transaction: Transaction, positions: readonly number[], answer: Answer): Outcome {
  const statuses = positions.map((position) => answer.statuses[position] ?? OPERATION_STATUS.no);
  const failed = statuses.findIndex((status) => status >= OPERATION_STATUS.namespaceFull);
  const command = transaction[failed];
  if (command !== undefined) return { status: "failed", error: createFailure(command, positions[failed] ?? 0, answer) };
  if (statuses.includes(OPERATION_STATUS.unmet)) return { status: "unmet" };
  const results = transaction.map((each, at) => toResult(each, positions[at] ?? 0, answer));
  const notices = transaction.flatMap((each, at) => {
    const first = positions[at] ?? 0;
    return Array.from({ length: countOperations([each]) }, (_, part) => answer.notices.get(first + part) ?? []).flatMap(
      (told) => told.map((notice) => toNotice(notice, each, answer.statuses[first] === OPERATION_STATUS.yes)),
    );
  });
  return notices.length === 0 ? { status: "done", results } : { status: "done", results, notices };
}

function findSuspect(transaction: Transaction, positions: readonly number[], answer: Answer): SuspectEntry | undefined {
  const at = positions.findIndex((position) => answer.statuses[position] === OPERATION_STATUS.suspect);
  const command = transaction[at];
  const row = answer.rows.get(positions[at] ?? -1)?.at(-1);
  if (command === undefined || row === undefined) return undefined;
  return { command, json: row.json ?? "", version: row.version ?? 0 };
}
