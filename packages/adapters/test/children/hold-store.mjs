import { openStateStore } from "keyed-store";

/*
 * It has the file to itself, and a thread that never listens to who waits for it: it stands still until it is killed, whatever a
 * clock says.
 */

const [directory = ""] = process.argv.slice(2);
const store = await openStateStore({ directory, backend: "wasm" });
await store.openKeyedStore({ namespace: "held", maxEntries: 1 }).register("key", true);
// It stands still until it is killed: no time passes for it.
process.send?.("held", () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
