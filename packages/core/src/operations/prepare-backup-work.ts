import { invalidInputError } from "../errors/input-errors.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";
import type { StoreContext } from "../handles/store-context.js";
import { formatReceivedArgument } from "../text/describe-value.js";

/** Checks that a store can be copied to `destination`, and gives the function that copies it. */
export function prepareBackupWork({ backend }: StoreContext, destinationPath: unknown): () => void | Promise<void> {
  if (typeof destinationPath !== "string" || destinationPath === "" || destinationPath.includes("\0")) {
    throw invalidInputError(
      "backup",
      `destination must be the path of a file that does not exist yet, was ${formatReceivedArgument(destinationPath)}.`,
    );
  }
  if (backend.backup === undefined) {
    const message = `The backend "${backend.info.name}" keeps no file that could be copied. The command keyed-store export copies the entries; a database server has backups of its own.`;
    throw new KeyedStoreError("KEYED_STORE_UNSUPPORTED", message, { operation: "backup" });
  }
  return () => backend.backup?.(destinationPath);
}
