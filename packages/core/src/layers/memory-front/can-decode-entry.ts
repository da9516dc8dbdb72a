import type { StoredEntry } from "../../backend/stored-entry.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { decodeValueWithSchema } from "../../operations/coding/decode-value-with-schema.js";

/** Whether an entry can be given: one that cannot stays where it is and holds up no other. */
export async function canDecodeEntry(handle: NamespaceHandle<unknown>, storedEntry: StoredEntry): Promise<boolean> {
  try {
    await decodeValueWithSchema(handle, storedEntry, "warmup");
    return true;
  } catch {
    return false;
  }
}
