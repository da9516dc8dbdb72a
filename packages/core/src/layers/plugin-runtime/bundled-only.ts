import type { Plugin, PluginRefusalReason } from "./plugin-runtime.js";

/** Lets only plugins whose origin is `"bundled"` have state (KS-PLUGIN-2). */
export function bundledOnly({ origin }: Plugin): true | PluginRefusalReason {
  return origin === "bundled" || `only bundled plugins may, and this one is "${origin}"`;
}
