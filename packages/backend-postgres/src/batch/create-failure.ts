import {
  addToCounter,
  type Command,
  corruptEntryError,
  isError,
  KeyedStoreError,
  namespaceFullError,
  ownerFullError,
  transactionTooLargeError,
} from "@keyed-store/core";
import { OPERATION_STATUS } from "../sql/shared/operation-kind.js";
import type { Answer } from "../wire/answer.js";
import { toEntry } from "./to-result.js";

/** The error for a command that the database refused. */
export function createFailure(command: Command, position: number, answer: Answer): Error {
  const rows = answer.rows.get(position) ?? [];
  if (!("ref" in command))
    return new KeyedStoreError("KEYED_STORE_WRITE_FAILED", "The database refused it, for no known reason.");
  switch (answer.statuses[position]) {
    case OPERATION_STATUS.namespaceFull:
      return namespaceFullError(command.ref, answer.counts[position] ?? 0);
    case OPERATION_STATUS.transactionTooLarge:
      return transactionTooLargeError(command.ref);
    case OPERATION_STATUS.ownerFull:
      return ownerFullError(
        command.ref,
        rows.map(({ key, version }) => ({ namespace: key ?? "", entries: version ?? 0 })),
      );
    default: {
      const row = rows.at(-1);
      return createCountingError(command, row === undefined ? undefined : toEntry(row));
    }
  }
}

/** What `addToCounter` says of an entry that the database could not add to. */
function createCountingError(command: Command, found: Parameters<typeof addToCounter>[0]): Error {
  if (command.kind === "increment") {
    try {
      addToCounter(found, command, 0);
    } catch (error) {
      if (isError(error)) return error;
    }
  }
  const { owner, namespace } = "ref" in command ? command.ref : { owner: "", namespace: "" };
  return corruptEntryError({ owner, namespace, key: found?.key ?? "" });
}
