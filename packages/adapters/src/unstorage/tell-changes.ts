import { type Change, hostGlobals, isKeyedStoreError } from "@keyed-store/core";
import { unescapeHostKey } from "../shared/host-key.js";

/** What unstorage wants to be told. */
export type TellChange = (event: "update" | "remove", key: string) => unknown;

/**
 * Tells of each change until the watch ends. What the listener throws is an uncaught exception, as it is of any other event. A failure
 * of the store, for which unstorage has no listener, is a process warning; that the store was closed is none.
 */
export async function tellChanges(changes: AsyncIterable<Change<unknown>>, tell: TellChange): Promise<void> {
  try {
    for await (const { key, entry } of changes) {
      hostGlobals.setImmediate(() => tell(entry === undefined ? "remove" : "update", unescapeHostKey(key)));
    }
  } catch (error) {
    if (isKeyedStoreError(error) && error.code === "KEYED_STORE_CLOSED") return;
    process.emitWarning(`unstorage is told of no more changes: ${String(error)}`);
  }
}
