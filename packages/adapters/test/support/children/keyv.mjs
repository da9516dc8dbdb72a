/* A program with a Keyv on a store of its own opening: it answers each pair with what became of it, and each key with its value. */
import { KeyvKeyedStore } from "@keyed-store/adapters/keyv";
import { openStateStore } from "keyed-store";
import { Keyv } from "keyv";

const [directory, backend] = process.argv.slice(2);
const keyv = new Keyv({ store: new KeyvKeyedStore(() => openStateStore({ directory, backend })) });
process.on("message", async (/** @type {{ key: string, value?: unknown }} */ { key, value }) => {
  process.send?.(value === undefined ? ((await keyv.get(key)) ?? null) : await keyv.set(key, value));
});
process.send?.("ready");
