import { createRequire } from "node:module";

const NAPI_OF_NEW_MAJOR = 10;

/**
 * better-sqlite3 for this Node, and its version: that of the workspace, or the newer major among the rivals where Node can load
 * it, which brings its addon along.
 */
export function loadDatabase() {
  const isNew = Number(process.versions.napi) >= NAPI_OF_NEW_MAJOR;
  const from = isNew ? "../rivals/package.json" : "../../packages/backend-native/package.json";
  const require = createRequire(new URL(from, import.meta.url));
  return { Database: require("better-sqlite3"), version: require("better-sqlite3/package.json").version };
}
