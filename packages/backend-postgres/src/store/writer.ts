import { randomUUID } from "node:crypto";
import {
  type Clock,
  corruptEntryError,
  hostGlobals,
  isDecodable,
  isKeyedStoreError,
  isWrite,
  KeyedStoreError,
  type Outcome,
  systemClock,
  type Transaction,
} from "@keyed-store/core";
import { decodeOutcomes, type SuspectEntry } from "../batch/decode-outcomes.js";
import { type EncodedBatch, encodeBatch } from "../batch/encode-batch.js";
import { takeFront } from "../batch/take-front.js";
import type { Link } from "../connection/link.js";
import { toServerRefusal } from "../connection/server-refusal.js";
import { serverAwayError } from "../connection/translate-failure.js";
import { ConnectionLost, type PostgresConnection } from "../driver/driver.js";
import { type Answer, decodeAnswer } from "../wire/answer.js";
import { encodeTextArray } from "../wire/encode-array.js";
import type { StoreStatements, WriteCall } from "./statements.js";

/** Executes batches that write, each exactly once. */
export interface Writer {
  /** Does the front of a batch. */
  execute(batch: readonly Transaction[], clock: Clock): Promise<readonly Outcome[]>;
  /** Runs a batch as `execute` does, and rolls everything back. */
  rehearse(batch: readonly Transaction[], clock: Clock): Promise<readonly Outcome[]>;
  /** Brings all that was acknowledged to the disk, and to the replicas that commits wait for. */
  flush(): Promise<void>;
  /** Takes back what the server keeps for this client. */
  leave(): Promise<void>;
}

/** The most operations in one call, so that its locks are short. */
const MAX_OPERATIONS = 256;

/** Who holds no other lock may wait a while in the server's own line, which is fair; who holds some must not hold up others. */
const WAIT_ONE_OWNER_MS = 250;
const WAIT_MANY_OWNERS_MS = 25;

/** A batch of which it is not known whether it happened is asked for so long until it is. */
const DOUBT_PATIENCE_MS = 60_000;
const LONGEST_DOUBT_PAUSE_MS = 200;

/** The server forgets clients that were not heard of for a day. */
const GREET_EVERY_MS = 3_600_000;

const UNKNOWN_CLIENT = "KS004";
const MAX_RENAMINGS = 3;
const READ_ONLY_SERVER = "25006";
/** The server refused before it changed anything, and another time it may not. */
const HELD_ELSEWHERE: ReadonlySet<string> = new Set(["55P03", "40001", "40P01"]);

/**
 * Makes the writer of an open store.
 *
 * @param getCommit - the `synchronous_commit` of each commit
 */
export function createWriter(link: Link, statements: StoreStatements, getCommit: () => string): Writer {
  let client = randomUUID();
  let sequence = 0;
  let greetedAt: number | undefined;

  async function greetIfDue(connection: PostgresConnection): Promise<void> {
    const now = hostGlobals.monotonicNow();
    if (greetedAt !== undefined && now - greetedAt < GREET_EVERY_MS) return;
    await connection.query(statements.greet(client));
    greetedAt = now;
  }

  /** Sends a batch, in one step by the server's clock, in several where the clock is the caller's. */
  async function send(call: WriteCall, batch: EncodedBatch, clock: Clock): Promise<Answer> {
    return link.use(async (connection) => {
      await greetIfDue(connection);
      if (clock === systemClock) {
        return decodeAnswer(await connection.query(statements.write(call, getCommit(), batch.parameters)));
      }
      return inTransaction(connection, call, batch, clock, statements.commit);
    });
  }

  async function inTransaction(
    connection: PostgresConnection,
    call: WriteCall,
    batch: EncodedBatch,
    clock: Clock,
    end: { readonly text: string },
  ): Promise<Answer> {
    await connection.query(statements.begin(getCommit()));
    let answer: Answer;
    try {
      const sweepsAt = batch.sweepLimit === undefined ? undefined : clock();
      await connection.query(statements.lock(call, encodeTextArray(batch.owners), batch.sweepLimit, sweepsAt));
      answer = decodeAnswer(await connection.query(statements.apply(call, clock(), batch.parameters)));
    } catch (error) {
      if (!(error instanceof ConnectionLost)) await connection.query(statements.rollback);
      throw error;
    }
    await connection.query(end);
    return answer;
  }

  /**
   * Sends a batch until it is known what became of it: the server keeps the answer to the last batch of each client, and gives it again.
   *
   * @throws what became of it where nothing happened
   */
  async function sendUntilKnown(batch: EncodedBatch, clock: Clock): Promise<Answer | UnknownEnd> {
    sequence += 1;
    let doubt: { readonly since: number; readonly cause: unknown } | undefined;
    let refusals = 0;
    let renamings = 0;
    for (let attempt = 0; ; attempt++) {
      const waitMs = batch.owners.length > 1 ? WAIT_MANY_OWNERS_MS : WAIT_ONE_OWNER_MS;
      try {
        return await send({ client, sequence, waitMs }, batch, clock);
      } catch (error) {
        const { code } = toServerRefusal(error);
        if (error instanceof ConnectionLost) {
          doubt ??= { since: hostGlobals.monotonicNow(), cause: error };
        } else if (code === UNKNOWN_CLIENT && renamings++ < MAX_RENAMINGS) {
          // A server that took over from before this client came has nothing of what it did since either.
          client = randomUUID();
          greetedAt = undefined;
        } else if (code === READ_ONLY_SERVER) {
          // Another server has taken over: that one is asked.
          link.drop();
          if (doubt === undefined) throw serverAwayError(error);
        } else if (HELD_ELSEWHERE.has(code) || isKeyedStoreError(error)) {
          if (doubt === undefined) throw error;
        } else if (refusals++ > 0) {
          // The first of these may have come after the commit, and then there would have been an answer now.
          throw error;
        }
      }
      if (doubt === undefined) continue;
      if (hostGlobals.monotonicNow() - doubt.since > DOUBT_PATIENCE_MS) return { unknownSince: doubt.cause };
      await pause(hostGlobals.random() * Math.min(LONGEST_DOUBT_PAUSE_MS, 2 ** attempt));
    }
  }

  async function executeFront(front: readonly Transaction[], clock: Clock): Promise<readonly Outcome[]> {
    for (;;) {
      const answer = await sendUntilKnown(encodeBatch(front), clock);
      if ("unknownSince" in answer)
        return front.map((transaction) => createUnknownOutcome(transaction, answer.unknownSince));
      const { outcomes, suspect } = decodeOutcomes(front, answer);
      if (suspect === undefined) return outcomes;
      const judged = await judgeSuspect(suspect);
      if (judged !== undefined) return [...outcomes, judged];
      if (outcomes.length > 0) return outcomes;
    }
  }

  /** An entry whose checksum is wrong but whose text is sound was written by hand: its checksum is put right. */
  async function judgeSuspect({ command, json, version }: SuspectEntry): Promise<Outcome | undefined> {
    if (command.kind !== "consume") return undefined;
    const { key, ref } = command;
    if (!isDecodable(json)) {
      return { status: "failed", error: corruptEntryError({ owner: ref.owner, namespace: ref.namespace, key }) };
    }
    await link.use((connection) => connection.query(statements.mend(ref.owner, ref.namespace, key, version)));
    return undefined;
  }

  return {
    async execute(batch, clock) {
      const front = takeFront(batch, { maxOperations: MAX_OPERATIONS, oneOwner: false });
      try {
        return await executeFront(front, clock);
      } catch (error) {
        const alone = takeFront(batch, { maxOperations: MAX_OPERATIONS, oneOwner: true });
        if (!HELD_ELSEWHERE.has(toServerRefusal(error).code) || alone.length === front.length) throw error;
        // Who waits for one owner while he holds others makes all wait: so one owner after another.
        return executeFront(alone, clock);
      }
    },
    async rehearse(batch, clock) {
      const encoded = encodeBatch(batch);
      const answer = await link.use(async (connection) => {
        await greetIfDue(connection);
        const call = { client, sequence: sequence + 1, waitMs: WAIT_ONE_OWNER_MS };
        return inTransaction(connection, call, encoded, clock, statements.rollback);
      });
      return decodeOutcomes(batch, answer).outcomes;
    },
    async flush() {
      await link.use((connection) => connection.query(statements.flush(client)));
    },
    async leave() {
      if (greetedAt !== undefined) await link.use((connection) => connection.query(statements.leave(client)));
    },
  };
}

/** It cannot be known what became of a batch. */
interface UnknownEnd {
  readonly unknownSince: unknown;
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

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void hostGlobals.setTimeout(resolve, ms));
}
