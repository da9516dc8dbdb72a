import { openStateStore } from "keyed-store";
import { createSecondaryStorage } from "../../dist/better-auth/index.js";
import { createChatSdkState } from "../../dist/chat/index.js";

/* An adapter whose methods another process calls. */

const [door, backend = "", directory = ""] = process.argv.slice(2);
// Two processes without native locks take turns, which on a busy machine takes its time.
const store = await openStateStore({ directory, backend, busyTimeoutMs: 60_000 });
const adapter = door === "chat" ? createChatSdkState(store) : createSecondaryStorage(store);
if ("connect" in adapter) await adapter.connect();

/** @type {Map<string, unknown>} */
const methods = new Map(Object.entries(adapter));

process.on("message", async (/** @type {{ method: string, args: unknown[], times: number }} */ call) => {
  const method = methods.get(call.method);
  if (typeof method !== "function") throw new Error(`There is no ${call.method}.`);
  const results = await Promise.all(Array.from({ length: call.times }, () => method(...call.args)));
  process.send?.(results);
});
process.send?.("ready");
