import { type ErrorDetails, KeyedStoreError } from "@keyed-store/core";
import type { OperationKind } from "../../driver/translate-sqlite-failure.js";
import type { Tampering } from "../../host/tampering-detector.js";

const DESCRIPTIONS: Readonly<Record<Tampering, string>> = {
  gone: "was deleted or moved away",
  replaced: "was replaced by another file",
  overwritten: "was written over by another program",
  "log-gone": "has lost its write-ahead log, which was deleted, moved or replaced",
  "log-overwritten": "has had its write-ahead log written over by another program",
};

const CODES = {
  open: "KEYED_STORE_OPEN_FAILED",
  read: "KEYED_STORE_READ_FAILED",
  write: "KEYED_STORE_WRITE_FAILED",
} as const;

/** The error of every operation on a store whose files were tampered with, until it is opened anew (KS-LIFE-5). */
export function tamperingError(
  tampering: Tampering,
  operationKind: OperationKind,
  databasePath: string,
  details: ErrorDetails = {},
): KeyedStoreError {
  const message =
    `${databasePath} ${DESCRIPTIONS[tampering]} while it was open. What was acknowledged before is in the file that was there; nothing ` +
    "more is acknowledged. Close the store, see that the right file is in its place, and open it again.";
  return new KeyedStoreError(CODES[operationKind], message, { path: databasePath, ...details });
}
