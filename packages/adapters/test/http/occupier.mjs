/* A program that has a store open and has just written to it: `node occupier.mjs <directory>`. It says so, and waits. */
import { openStateStore } from "keyed-store";

const store = await openStateStore({ directory: process.argv[2], backend: "wasm", busyTimeoutMs: 60_000 });
await store.openKeyedStore({ namespace: "occupier", maxEntries: 1 }).register("key", 1);
process.on("message", () => undefined);
process.send?.("written");
