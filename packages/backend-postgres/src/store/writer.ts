import {
  type Clock,
  corruptEntryError,
  isParsableJsonText,
  isWrite,
  KeyedStoreError,
  type Outcome,
  type Transaction,
} from "@keyed-store/core";
import { decodeOutcomes, type SuspectEntry } from "../batch/decode-outcomes.js";
import { encodeBatch } from "../batch/encode-batch.js";
import { takeFront } from "../batch/take-front.js";
import type { Link } from "../connection/link.js";
import { toServerRefusal } from "../connection/server-refusal.js";
import { encodeTextArray } from "../wire/encode-array.js";
import { isHeldElsewhere } from "./is-held-elsewhere.js";
import type { Sender } from "./sender.js";
import type { StoreStatements } from "./statements.js";

/** Executes batches that write. */
export interface Writer {
  /** Does the front of a batch. */
  execute(batch: readonly Transaction[], clock: Clock): Promise<readonly Outcome[]>;
  /** Runs a batch as `execute` does, and rolls everything back. */
  rehearse(batch: readonly Transaction[], clock: Clock): Promise<readonly Outcome[]>;
}

/** The most operations in one call, so that its locks are short. */
const MAX_OPERATIONS = 256;

/** Makes the writer of an open store. */
export function createWriter(sender: Sender, link: Link, statements: StoreStatements): Writer {
  async function executeFront(front: readonly Transaction[], clock: Clock): Promise<readonly Outcome[]> {
    for (;;) {
      const answer = await sender.send(encodeBatch(front), clock);
      if ("unknownSince" in answer)
        return front.map((transaction) => createUnknownOutcome(transaction, answer.unknownSince));
      const { outcomes, suspect } = decodeOutcomes(front, answer);
      // What is before a suspect entry has happened, and is answered before anything more can fail: the rest is asked for again.
      if (suspect === undefined || outcomes.length > 0) return outcomes;
      const judged = await judgeSuspect(suspect);
      if (judged !== undefined) return [judged];
    }
  }

  /** Throws what a batch failed with; where others hold what it needs, with their names (KS-SHARE-1). */
  async function throwNamingHolder(error: unknown, batch: readonly Transaction[]): Promise<never> {
    if (!isHeldElsewhere(error)) throw error;
    const owners = encodeTextArray(encodeBatch(batch).owners);
    const [row] = await link.use((connection) => connection.query(statements.findHolder(owners)));
    const holder = row?.[0] ?? "one that is done now";
    throw new KeyedStoreError("KEYED_STORE_BUSY", `Another process holds the entries of this owner: ${holder}.`, {
      cause: toServerRefusal(error),
    });
  }

  /** An entry whose checksum is wrong but whose text is sound was written by hand: its checksum is put right. */
  async function judgeSuspect({ command, json, version }: SuspectEntry): Promise<Outcome | undefined> {
    if (command.kind !== "consume") return undefined;
    const { key, ref } = command;
    if (!isParsableJsonText(json)) {
      return { status: "failed", error: corruptEntryError({ owner: ref.owner, namespace: ref.namespace, key }) };
    }
    await link.use((connection) => connection.query(statements.mend(ref.owner, ref.namespace, key, version)));
    return undefined;
  }

  return {
    async execute(batch, clock) {
      const front = takeFront(batch, { maxOperations: MAX_OPERATIONS, oneOwner: false });
      const alone = takeFront(batch, { maxOperations: MAX_OPERATIONS, oneOwner: true });
      try {
        return await executeFront(front, clock);
      } catch (error) {
        if (!isHeldElsewhere(error)) throw error;
        // Who waits for one owner while he holds others makes all wait: so one owner after another.
        if (alone.length < front.length)
          return executeFront(alone, clock).catch((last) => throwNamingHolder(last, alone));
        return throwNamingHolder(error, front);
      }
    },
    async rehearse(batch, clock) {
      return decodeOutcomes(batch, await sender.rehearse(encodeBatch(batch), clock)).outcomes;
    },
  };
}

function createUnknownOutcome(transaction: Transaction, cause: unknown): Outcome {
  const writes = transaction.some(isWrite);
  const message = writes
    ? "The connection to the PostgreSQL server was lost and could not be made again, so that the write may have happened or not; see the cause. Look before writing again."
    : "The connection to the PostgreSQL server was lost and could not be made again; see the cause.";
  const error = new KeyedStoreError(writes ? "KEYED_STORE_WRITE_FAILED" : "KEYED_STORE_READ_FAILED", message, {
    cause: toServerRefusal(cause),
  });
  return { status: "failed", error };
}
