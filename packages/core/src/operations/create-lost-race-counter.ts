import { KeyedStoreError } from "../errors/keyed-store-error.js";

/** How many lost races in a row one operation takes. */
const MAX_RACES = 100;

/** Counts one lost race, and throws where that was the last one that an operation takes. */
export type CountLostRaceOrThrow = () => void;

/**
 * Counts the races that an operation loses.
 *
 * @throws `KEYED_STORE_CONFLICT` from the call that counts the last one it takes
 */
export function createLostRaceCounter(operationName: string): CountLostRaceOrThrow {
  let lostRaces = 0;
  return () => {
    lostRaces++;
    if (lostRaces < MAX_RACES) return;
    const message = `Others changed the entry ${MAX_RACES} times in a row, each time before ${operationName} could. Nothing was changed; try again later.`;
    throw new KeyedStoreError("KEYED_STORE_CONFLICT", message, { operation: operationName });
  };
}
