import { randomUUID } from "node:crypto";
import { serve } from "@hono/node-server";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { openStateStore } from "keyed-store";
import { createMcpEventStores } from "../../dist/mcp/index.js";

/* An MCP server whose sessions outlive it. Told to die, it kills itself when the result of a tool is stored and not yet sent. */

const [backend = "", directory = "", port = "0", dies] = process.argv.slice(2);
const store = await openStateStore({ directory, backend });
const events = createMcpEventStores(store);
const sessions = store.openKeyedStore({ owner: "mcp", namespace: "sessions", maxEntries: 1_000 });

/** @type {Map<string, Promise<WebStandardStreamableHTTPServerTransport>>} */
const transports = new Map();

/** @param {string} id */
async function start(id) {
  const kept = events.forSession(id);
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: () => id,
    eventStore: {
      ...kept,
      async storeEvent(streamId, message) {
        const eventId = await kept.storeEvent(streamId, message);
        if (dies === "dies" && JSON.stringify(message).includes("counted")) process.kill(process.pid, "SIGKILL");
        return eventId;
      },
    },
    retryInterval: 50,
  });
  const server = new McpServer({ name: "counter", version: "1.0.0" }, { capabilities: { logging: {} } });
  server.registerTool("count", {}, async (extra) => {
    const say = (/** @type {number} */ data) =>
      extra.sendNotification({ method: "notifications/message", params: { level: "info", data } });
    await say(1);
    extra.closeSSEStream?.();
    await Promise.all([say(2), say(3)]);
    return { content: [{ type: "text", text: "counted" }] };
  });
  await server.connect(transport);
  return transport;
}

/**
 * A session that another process began, as that began it.
 *
 * @param {string} id
 * @param {string} url
 */
async function restore(id, url) {
  const parsedBody = await sessions.lookup(id);
  if (parsedBody === undefined) return undefined;
  const transport = await start(id);
  const headers = { accept: "application/json, text/event-stream", "content-type": "application/json" };
  await (await transport.handleRequest(new Request(url, { method: "POST", headers }), { parsedBody })).text();
  return transport;
}

serve(
  {
    port: Number(port),
    hostname: "127.0.0.1",
    async fetch(request) {
      const id = request.headers.get("mcp-session-id");
      if (id === null) {
        const parsedBody = await request.json();
        const fresh = randomUUID();
        await sessions.register(fresh, parsedBody);
        const transport = start(fresh);
        transports.set(fresh, transport);
        return (await transport).handleRequest(request, { parsedBody });
      }
      const live = transports.get(id);
      if (live !== undefined) return (await live).handleRequest(request);
      const restored = await restore(id, request.url);
      if (restored === undefined) return new Response(null, { status: 404 });
      transports.set(id, Promise.resolve(restored));
      return restored.handleRequest(request);
    },
  },
  (address) => process.send?.(address.port),
);
