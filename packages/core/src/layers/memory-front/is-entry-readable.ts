import type { StoredEntry } from "../../backend/stored-entry.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { decodeValueWithSchema } from "../../operations/coding/decode-value-with-schema.js";

/** Whether an entry can be given: one that cannot stays where it is and holds up no other. */
export async function isEntryReadable(handle: NamespaceHandle<unknown>, found: StoredEntry): Promise<boolean> {
  try {
    await decodeValueWithSchema(handle, found, "warmup");
    return true;
  } catch {
    return false;
  }
}
