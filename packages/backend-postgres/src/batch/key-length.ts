import { KeyedStoreError, type Outcome, type Transaction } from "@keyed-store/core";

/** An entry of an index of PostgreSQL has at most 2,704 bytes, and there is more in it than the key. */
const MAX_KEY_BYTES = 2_000;

/** Whether a transaction writes a key that the database cannot hold, as `limits.maxKeyBytes` may allow it. */
export function hasTooLongKey(transaction: Transaction): boolean {
  return transaction.some((command) => {
    if (command.kind === "restore") return command.records.some(({ key }) => isTooLong(key));
    return "key" in command && isTooLong(command.key);
  });
}

/** The outcome of such a transaction. */
export function createTooLongKeyOutcome(): Outcome {
  const message = `A key in a store on PostgreSQL has at most ${MAX_KEY_BYTES} bytes of UTF-8, whatever limits.maxKeyBytes allows. Shorten it, or store its hash.`;
  return { status: "failed", error: new KeyedStoreError("KEYED_STORE_LIMIT_EXCEEDED", message) };
}

function isTooLong(key: string): boolean {
  // A character has at most three bytes for each UTF-16 unit.
  return key.length * 3 > MAX_KEY_BYTES && Buffer.byteLength(key) > MAX_KEY_BYTES;
}
