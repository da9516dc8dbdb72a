import {
  type Command,
  type CommandResult,
  KeyedStoreError,
  type NamespaceRef,
  type Outcome,
  type Transaction,
} from "@keyed-store/core";
import type { SqliteDriver, SqliteRow } from "../../driver/driver.js";

/** Executes transactions in order, in whichever way. */
export type ExecuteBatch = (batch: readonly Transaction[]) => Outcome[];

/** A namespace that no user can name: spaces are not allowed there. */
const SCRATCH: NamespaceRef = {
  owner: "scratch space",
  namespace: "scratch space",
  maxEntries: 1,
  overflow: "evict-oldest",
  maxEntriesPerOwner: Number.POSITIVE_INFINITY,
  ownerOverflow: "reject",
};

/** A write, a read and a delete in {@link SCRATCH}, and what they must result in. */
const STEPS: readonly { readonly command: Command; readonly isRight: (result: CommandResult) => boolean }[] = [
  {
    command: { kind: "put", ref: SCRATCH, key: "key", json: '"value"', expiry: { ttlMs: null } },
    isRight: (result) => result === true,
  },
  {
    command: { kind: "get", ref: SCRATCH, key: "key" },
    isRight: (result) => typeof result === "object" && result !== null && "json" in result && result.json === '"value"',
  },
  { command: { kind: "delete", ref: SCRATCH, key: "key" }, isRight: (result) => result === true },
];

/** What an engine is asked in a trial, and what it must answer: all kinds of SQL that a store needs of it. */
const TRIAL: readonly { readonly sql: string; readonly answer: SqliteRow | undefined }[] = [
  { sql: "INSERT INTO trial (id, json) VALUES (1 << 43 | 7, '\"value\"') RETURNING id & 0x7ffffffffff", answer: [7] },
  { sql: "SELECT json FROM trial WHERE id BETWEEN 1 << 43 AND 1 << 43 | 0x7ffffffffff", answer: ['"value"'] },
  { sql: "DELETE FROM trial WHERE id >> 43 = 1 RETURNING json", answer: ['"value"'] },
  { sql: "SELECT json FROM trial LIMIT 1", answer: undefined },
];

/** Writes, reads and deletes in a scratch database in memory (KS-SEL-2). */
export function verifyDriverInMemory(driver: SqliteDriver): void {
  const connection = driver.openMemory();
  try {
    connection.exec("CREATE TABLE trial (id INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT");
    for (const { sql, answer } of TRIAL) {
      if (connection.prepare(sql).get()?.[0] !== answer?.[0]) throw wrongTrialAnswerError(sql);
    }
  } finally {
    connection.close();
  }
}

/**
 * Runs the steps through one of the kernel's ways to execute.
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` one of them results in something else than it must
 */
export function verifyResultsOfSampleTransactions(executeBatch: ExecuteBatch): void {
  const outcomes = executeBatch(STEPS.map(({ command }) => [command]));
  STEPS.forEach(({ command, isRight }, index) => {
    const outcome = outcomes[index];
    if (outcome?.status === "failed") throw outcome.error;
    if (outcome?.status === "done" && isRight(outcome.results[0])) return;
    throw wrongTrialAnswerError(command.kind);
  });
}

function wrongTrialAnswerError(stepName: string): KeyedStoreError {
  return new KeyedStoreError(
    "KEYED_STORE_BACKEND_UNAVAILABLE",
    `The engine gave a wrong answer in a trial, to "${stepName}".`,
  );
}
