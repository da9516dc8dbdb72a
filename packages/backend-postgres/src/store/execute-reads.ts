import { type Clock, type EpochMs, type Outcome, systemClock, type Transaction } from "@keyed-store/core";
import { decodeOutcomes } from "../batch/decode-outcomes.js";
import { encodeBatch } from "../batch/encode-batch.js";
import { countOperations } from "../batch/server-operations.js";
import { takeFront } from "../batch/take-front.js";
import type { Link } from "../connection/link.js";
import { type Answer, decodeAnswer } from "../wire/answer.js";
import type { StoreStatements } from "./statements.js";

/** Reads hold no lock, so that their answer alone is a limit. */
const MAX_OPERATIONS = 2_000;

/** Where entries expire all the time, a long read would never come to an end. */
const MAX_ATTEMPTS = 16;

/** Answers the front of a batch that only reads, from one snapshot. */
export async function executeReads(
  link: Link,
  statements: StoreStatements,
  batch: readonly Transaction[],
  clock: Clock,
): Promise<readonly Outcome[]> {
  const front = takeFront(batch, { maxOperations: MAX_OPERATIONS, oneOwner: false });
  const { parameters } = encodeBatch(front);
  const operationCount = front.reduce((sum, transaction) => sum + countOperations(transaction), 0);
  const read = async (now: EpochMs | undefined): Promise<Answer> => {
    const statement =
      now === undefined ? statements.read(parameters) : statements.readAt(now, operationCount, parameters);
    return decodeAnswer(await link.use((connection) => connection.query(statement)));
  };
  // By the server's clock, the database itself looks whether something expired meanwhile.
  if (clock === systemClock) return decodeOutcomes(front, await read(undefined)).outcomes;
  for (let attempt = 1; ; attempt++) {
    const answer = await read(clock());
    if (attempt === MAX_ATTEMPTS || answer.soonest === null || answer.soonest > clock()) {
      return decodeOutcomes(front, answer).outcomes;
    }
  }
}
