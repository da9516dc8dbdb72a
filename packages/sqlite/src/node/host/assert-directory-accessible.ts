import { accessSync, constants, statSync } from "node:fs";
import { isKeyedStoreError } from "@keyed-store/core";
import { fileOperationError, openFailedError } from "../../files/file-error.js";

/** Throws the reason why a directory cannot be read or, unless `readOnly`, written. */
export function assertDirectoryAccessible(directory: string, readOnly: boolean): void {
  try {
    if (!statSync(directory).isDirectory()) throw openFailedError(directory, `${directory} is not a directory.`);
    accessSync(
      directory,
      readOnly ? constants.R_OK | constants.X_OK : constants.R_OK | constants.W_OK | constants.X_OK,
    );
  } catch (error) {
    throw isKeyedStoreError(error) ? error : fileOperationError("use the directory", directory, error);
  }
}
