import { type Command, KeyedStoreError, type Space, type Transaction } from "@keyed-store/core";
import type { SqliteDriver } from "../driver.js";
import { migrate } from "../format/prepare-schema.js";
import { createKernel, type Kernel } from "../kernel/kernel.js";

/** A namespace that no user can name: spaces are not allowed there. */
const SCRATCH: Space = {
  owner: "scratch space",
  namespace: "scratch space",
  maxEntries: 1,
  overflow: "evict-oldest",
  maxEntriesPerOwner: Number.POSITIVE_INFINITY,
  ownerOverflow: "reject",
};

/** A write, a read and a delete in {@link SCRATCH}, and what they must result in. */
const STEPS: readonly { readonly command: Command; readonly isRight: (result: unknown) => boolean }[] = [
  {
    command: { kind: "put", space: SCRATCH, key: "key", json: '"value"', ttlMs: null },
    isRight: (result) => result === true,
  },
  {
    command: { kind: "get", space: SCRATCH, key: "key" },
    isRight: (result) => typeof result === "object" && result !== null && "json" in result && result.json === '"value"',
  },
  { command: { kind: "delete", space: SCRATCH, key: "key" }, isRight: (result) => result === true },
];

/** Writes, reads and deletes on a scratch store in memory (KS-SEL-2). */
export function tryEngine(driver: SqliteDriver): void {
  const connection = driver.openMemory();
  try {
    migrate(connection, ":memory:");
    demandRight((batch) => createKernel(connection).execute(batch, Date.now));
  } finally {
    connection.close();
  }
}

/**
 * Runs the steps through one of the kernel's ways to execute.
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` one of them results in something else than it must
 */
export function demandRight(execute: (batch: readonly Transaction[]) => ReturnType<Kernel["execute"]>): void {
  const outcomes = execute(STEPS.map(({ command }) => [command]));
  STEPS.forEach(({ command, isRight }, index) => {
    const outcome = outcomes[index];
    if (outcome?.status === "failed") throw outcome.error;
    if (outcome?.status === "done" && isRight(outcome.results[0])) return;
    throw new KeyedStoreError(
      "KEYED_STORE_BACKEND_UNAVAILABLE",
      `The engine gave a wrong answer to "${command.kind}" in a trial.`,
    );
  });
}
