/**
 * All that the status page shows. No stored value is in it.
 *
 * @typedef {Awaited<ReturnType<typeof readStatus>>} Status
 */

/**
 * What is going on: the store, the plugins and what they hold, and what happened lately.
 *
 * @param {{
 *   store: import("keyed-store").StateStore,
 *   plugins: readonly import("../load-plugins.mjs").LoadedPlugin[],
 *   events: ReturnType<typeof import("../create-recent-events.mjs").createRecentEvents>,
 *   instance: string,
 *   startedAt: number,
 * }} of
 */
export async function readStatus({ store, plugins, events, instance, startedAt }) {
  const { backend, selection, databasePath } = store;
  const owners = await store.owners();
  const loaded = new Map(plugins.map((plugin) => [plugin.id, plugin]));
  // State outlives a plugin, so there can be owners without one.
  const names = [...new Set([...loaded.keys(), ...owners.map(({ owner }) => owner)])].sort();
  return {
    now: Date.now(),
    instance: { name: instance, pid: process.pid, node: process.versions.node, startedAt },
    store: {
      databasePath,
      backend: { name: backend.name, engine: backend.engine, sqlite: backend.sqliteVersion ?? null },
      reason: selection.reason,
      rejected: selection.rejected.map(({ name, stage, code }) => ({ name, stage, code })),
    },
    owners: await Promise.all(names.map((name) => readOwnerStatus(store, name, loaded.get(name)))),
    events: events.list(),
  };
}

/**
 * @param {import("keyed-store").StateStore} store
 * @param {string} name
 * @param {import("../load-plugins.mjs").LoadedPlugin | undefined} plugin
 */
async function readOwnerStatus(store, name, plugin) {
  const { entries, maxEntries, namespaces } = await store.owner(name).usage();
  const held = new Map(namespaces.map((one) => [one.namespace, one.entries]));
  const all = [...new Set([...(plugin?.caps.keys() ?? []), ...held.keys()])].sort();
  return {
    owner: name,
    entries,
    maxEntries,
    namespaces: all.map((namespace) => ({
      namespace,
      entries: held.get(namespace) ?? 0,
      maxEntries: plugin?.caps.get(namespace) ?? null,
    })),
    plugin: plugin && {
      origin: plugin.origin,
      failure: plugin.failure ?? null,
      counts: plugin.running?.counts ?? {},
    },
  };
}
