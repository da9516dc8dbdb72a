import type { StatementSync } from "node:sqlite";

/** A number beyond all that are exact, which only a damaged row has, comes as near as numbers do. */
export function readWithBigIntegerFallback<R>(statement: StatementSync, read: () => R): R {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_OUT_OF_RANGE") throw error;
    statement.setReadBigInts(true);
    try {
      return convertBigIntsToNumbers(read());
    } finally {
      statement.setReadBigInts(false);
    }
  }
}

function convertBigIntsToNumbers<R>(value: R): R {
  if (Array.isArray(value)) return value.map(convertBigIntsToNumbers) as R;
  return (typeof value === "bigint" ? Number(value) : value) as R;
}
