import { fsyncSync } from "node:fs";
import { isDeniedByPermissionModel } from "../../files/is-denied-by-permission-model.js";

/**
 * Brings a file, or the names in a directory, to the disk. Under its permission model Node refuses that to everybody; there
 * an engine of native code still does it, for the database and its names before it acknowledges anything, and for a copy.
 */
export function fsyncUnlessDenied(descriptor: number): void {
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (!isDeniedByPermissionModel(error)) throw error;
  }
}
