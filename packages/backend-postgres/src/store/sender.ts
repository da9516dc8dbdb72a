import { randomUUID } from "node:crypto";
import { type Clock, hostGlobals, systemClock } from "@keyed-store/core";
import type { EncodedBatch } from "../batch/encode-batch.js";
import type { Link } from "../connection/link.js";
import { toServerRefusal } from "../connection/server-refusal.js";
import { serverAwayError } from "../connection/translate-failure.js";
import { ConnectionLost, type PostgresConnection, type Statement } from "../driver/driver.js";
import { type Answer, decodeAnswer } from "../wire/answer.js";
import { encodeTextArray } from "../wire/encode-array.js";
import type { StoreStatements, WriteCall } from "./statements.js";

/** Sends batches that write, each exactly once. */
export interface Sender {
  /**
   * Sends a batch until it is known what became of it: the server keeps the answer to the last batch of each client, and gives it again.
   *
   * @throws what became of it where nothing happened
   */
  send(batch: EncodedBatch, clock: Clock): Promise<Answer | UnknownEnd>;
  /** Runs a batch and rolls it back. */
  rehearse(batch: EncodedBatch, clock: Clock): Promise<Answer>;
  /** Brings all that was acknowledged to the disk, and to the replicas that commits wait for. */
  flush(): Promise<void>;
  /** Takes back what the server keeps for this client. */
  leave(): Promise<void>;
}

/** It cannot be known what became of a batch. */
export interface UnknownEnd {
  readonly unknownSince: unknown;
}

/** Who holds no other lock may wait a while in the server's own line, which is fair; who holds some must not hold up others. */
const WAIT_ONE_OWNER_MS = 250;
const WAIT_MANY_OWNERS_MS = 25;

/** A batch of which it is not known whether it happened is asked for so long until it is. */
const DOUBT_PATIENCE_MS = 60_000;
const LONGEST_DOUBT_PAUSE_MS = 200;

/** The server forgets clients that were not heard of for a day. */
const GREET_EVERY_MS = 3_600_000;

/** A statement was cancelled, or the server had no memory for its answer: that may have been after the commit in it. */
const PERHAPS_AFTER_COMMIT: ReadonlySet<string> = new Set(["57014", "53200"]);
const MAX_REFUSALS = 3;

const UNKNOWN_CLIENT = "KS004";
const MAX_RENAMINGS = 3;
const READ_ONLY_SERVER = "25006";

/**
 * Makes a sender.
 *
 * @param getCommit - the `synchronous_commit` of each commit
 */
export function createSender(link: Link, statements: StoreStatements, getCommit: () => string): Sender {
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
  async function sendOnce(call: WriteCall, batch: EncodedBatch, clock: Clock): Promise<Answer> {
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
    end: Statement,
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

  async function sendUntilKnown(batch: EncodedBatch, clock: Clock): Promise<Answer | UnknownEnd> {
    sequence += 1;
    let doubt: { readonly since: number; readonly cause: unknown } | undefined;
    let refusals = 0;
    let renamings = 0;
    for (let attempt = 0; ; attempt++) {
      const waitMs = batch.owners.length > 1 ? WAIT_MANY_OWNERS_MS : WAIT_ONE_OWNER_MS;
      try {
        return await sendOnce({ client, sequence, waitMs }, batch, clock);
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
        } else if (PERHAPS_AFTER_COMMIT.has(code)) {
          doubt ??= { since: hostGlobals.monotonicNow(), cause: error };
          if (refusals++ === MAX_REFUSALS) return { unknownSince: error };
        } else if (doubt === undefined) {
          throw error;
        }
      }
      if (doubt === undefined) continue;
      if (hostGlobals.monotonicNow() - doubt.since > DOUBT_PATIENCE_MS) return { unknownSince: doubt.cause };
      await pause(hostGlobals.random() * Math.min(LONGEST_DOUBT_PAUSE_MS, 2 ** attempt));
    }
  }

  return {
    send: sendUntilKnown,
    rehearse: (batch, clock) =>
      link.use(async (connection) => {
        await greetIfDue(connection);
        const call = { client, sequence: sequence + 1, waitMs: WAIT_ONE_OWNER_MS };
        return inTransaction(connection, call, batch, clock, statements.rollback);
      }),
    async flush() {
      await link.use((connection) => connection.query(statements.flush(client)));
    },
    async leave() {
      if (greetedAt !== undefined) await link.use((connection) => connection.query(statements.leave(client)));
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void hostGlobals.setTimeout(resolve, ms));
}
