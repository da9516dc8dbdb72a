import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const BUNDLED = fileURLToPath(new URL("plugins", import.meta.url));

/**
 * A plugin, and what became of it.
 *
 * @typedef {object} LoadedPlugin
 * @property {string} id
 * @property {string} origin
 * @property {ReadonlyMap<string, number>} caps the most entries of each namespace that it opened
 * @property {import("./plugin.js").RunningPlugin | undefined} running
 * @property {string | undefined} failure why it does not run
 * @property {() => Promise<void>} stop
 */

/**
 * Loads the plugins that come with the gateway, and those of another directory. Where a plugin is from is judged by its
 * place, not by what it says. One that cannot start is left out, and the others go on.
 *
 * @param {import("keyed-store").PluginRuntime} runtime
 * @param {Omit<import("./plugin.js").PluginHost, "state">} host
 * @param {string} [externalDirectory]
 */
export async function loadPlugins(runtime, host, externalDirectory) {
  /** @type {LoadedPlugin[]} */
  const loaded = [];
  for (const path of await listModulePaths(BUNDLED)) loaded.push(await loadPlugin(path, "bundled", runtime, host));
  if (externalDirectory !== undefined) {
    for (const path of await listModulePaths(externalDirectory))
      loaded.push(await loadPlugin(path, "external", runtime, host));
  }
  const byId = new Map(loaded.map((plugin) => [plugin.id, plugin]));
  return {
    loaded,
    /**
     * @param {string} id
     * @param {string} name
     */
    action(id, name) {
      const actions = byId.get(id)?.running?.actions ?? {};
      return Object.hasOwn(actions, name) ? actions[name] : undefined;
    },
    async stop() {
      await Promise.all(loaded.map(({ stop }) => stop()));
    },
  };
}

/** @param {string} directory */
async function listModulePaths(directory) {
  const names = await readdir(directory);
  return names
    .filter((name) => name.endsWith(".mjs"))
    .sort()
    .map((name) => join(directory, name));
}

/**
 * @param {string} path
 * @param {string} origin
 * @param {import("keyed-store").PluginRuntime} runtime
 * @param {Omit<import("./plugin.js").PluginHost, "state">} host
 * @returns {Promise<LoadedPlugin>}
 */
async function loadPlugin(path, origin, runtime, host) {
  /** @type {Map<string, number>} */
  const caps = new Map();
  let id = basename(path, ".mjs");
  let retire = async () => {};
  try {
    /** @type {{ default: import("./plugin.js").Plugin }} */
    const { default: plugin } = await import(pathToFileURL(path).href);
    id = plugin.id;
    const bound = runtime.forPlugin({ id, origin });
    retire = () => bound.close();
    const running = await plugin.start({ ...host, state: recordNamespaceCaps(bound.state, caps) });
    const stop = async () => {
      try {
        await running.stop?.();
      } finally {
        await retire();
      }
    };
    return { id, origin, caps, running, failure: undefined, stop };
  } catch (error) {
    await retire();
    const failure = error instanceof Error ? error.message : String(error);
    return { id, origin, caps, running: undefined, failure, stop: async () => {} };
  }
}

/**
 * A plugin's state that notes the caps of what is opened: the store enforces them, and does not keep them.
 *
 * @param {import("keyed-store").PluginState} state
 * @param {Map<string, number>} caps
 * @returns {import("keyed-store").PluginState}
 */
function recordNamespaceCaps(state, caps) {
  return {
    ...state,
    openKeyedStore(options) {
      const store = state.openKeyedStore(options);
      caps.set(options.namespace, options.maxEntries);
      return store;
    },
  };
}
