/* A program that has a store open on WebAssembly, alone, until it is killed. */
import { openStateStore } from "keyed-store";

const [directory] = process.argv.slice(2);
const store = await openStateStore({ directory, backend: "wasm" });
await store.openKeyedStore({ namespace: "n", maxEntries: 1 }).register("k", 0);
process.on("message", () => {});
process.send?.("ready");
