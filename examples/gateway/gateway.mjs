import { once } from "node:events";
import { createServer } from "node:http";
import { bundledOnly, createPluginRuntime } from "keyed-store";
import { createRecentEvents } from "./create-recent-events.mjs";
import { createTellAgent } from "./create-tell-agent.mjs";
import { createRequestListener } from "./http/create-request-listener.mjs";
import { loadPlugins } from "./load-plugins.mjs";
import { openStore } from "./open-store.mjs";
import { readStatus } from "./status/read-status.mjs";
import { renderStatusPage } from "./status/render-status-page.mjs";

const SWEEP_EVERY_MS = 60_000;
const GRACE_MS = 10_000;

/** More than all namespaces of any one plugin together. */
const MAX_ENTRIES_PER_PLUGIN = 60_000;

/**
 * Opens the store, starts the plugins, and only then takes requests.
 *
 * @param {import("./parse-settings.mjs").Settings} settings
 */
export async function startGateway(settings) {
  const { port, host, instance, agentUrl, leaseMs, pluginDirectory } = settings;
  const startedAt = Date.now();
  const events = createRecentEvents();
  const store = await openStore(settings, events.add);
  try {
    const runtime = createPluginRuntime(store, {
      authorize: bundledOnly,
      maxEntriesPerPlugin: MAX_ENTRIES_PER_PLUGIN,
    });
    // An answer that comes after half of the lease leaves the other half to write it down.
    const tellAgent = createTellAgent({ agentUrl, timeoutMs: Math.ceil(leaseMs / 2) });
    const plugins = await loadPlugins(runtime, { tellAgent, instance, leaseMs }, pluginDirectory);
    const status = () => readStatus({ store, plugins: plugins.loaded, events, instance, startedAt });

    let closing = false;
    const server = createServer(
      createRequestListener({
        pages: {
          "/": async () => ({ type: "text/html; charset=utf-8", text: renderStatusPage(await status()) }),
          "/status.json": async () => ({ type: "application/json", text: JSON.stringify(await status()) }),
          "/probe.json": async () => ({ type: "application/json", text: JSON.stringify(await store.probe()) }),
        },
        action: plugins.action,
        isClosing: () => closing,
      }),
    );
    server.listen(port, host);
    await once(server, "listening");
    const sweeping = setInterval(() => void store.sweepExpired().catch(events.addFailure), SWEEP_EVERY_MS);

    return {
      store,
      url: getServerUrl(server),
      /** Answers what it was asked, then lets the plugins finish, then closes the store. */
      async close() {
        closing = true;
        clearInterval(sweeping);
        const closed = once(server, "close");
        server.close();
        const impatience = setTimeout(() => server.closeAllConnections(), GRACE_MS);
        await closed;
        clearTimeout(impatience);
        try {
          await plugins.stop();
        } finally {
          await store.close();
        }
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** @param {import("node:http").Server} server */
function getServerUrl(server) {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server does not listen at a port");
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${name}:${address.port}`;
}
