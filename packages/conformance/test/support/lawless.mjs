import { createNodeDisk, loadDriver } from "@keyed-store/backend-wasm/testing";
import { sqliteProvider } from "@keyed-store/sqlite";

/*
 * An engine that is alone with its file but says that it shares it, and whose locks are granted to everyone: what becomes
 * of a file where nobody keeps the others out. Child processes load it.
 */
export function lawlessProvider() {
  return sqliteProvider({
    name: "wasm",
    check() {},
    async load() {
      return { ...(await loadDriver(createNodeDisk)), sharing: "shared" };
    },
  });
}
