import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { LoggingMessageNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import type { StateStore } from "keyed-store";
import { expect, onTestFinished, test } from "vitest";
import { createMcpEventStores } from "../../dist/mcp/index.js";
import { type BackendName, describeOnEachBackend, openStore } from "../support/each-backend.js";
import { makeDirectory } from "../support/make-directory.js";

describeOnEachBackend("an MCP server over HTTP", (backend) => {
  test("a tool is called once, and its result arrives, although the server is killed before it is sent", async () => {
    const directory = makeDirectory();
    const first = await startServer(backend, directory, 0, "dies");
    const heard: unknown[] = [];
    const client = new Client({ name: "test", version: "1.0.0" });
    client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => void heard.push(params.data));
    const transport = new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${first.port}/mcp`), {
      reconnectionOptions: {
        initialReconnectionDelay: 50,
        maxReconnectionDelay: 50,
        reconnectionDelayGrowFactor: 1,
        maxRetries: 10_000,
      },
    });
    await client.connect(transport);
    onTestFinished(() => client.close());
    const called = client.callTool({ name: "count" });
    await once(first.child, "exit");
    await startServer(backend, directory, first.port);
    expect(await called).toMatchObject({ content: [{ type: "text", text: "counted" }] });
    expect(heard).toEqual([1, 2, 3]);
    expect(await client.ping()).toEqual({});
  });

  test("a client that names an event that is gone, or of another session, is refused", async () => {
    const { get } = await initialized(await openStore(backend));
    const response = await get("_GET_stream/unknown");
    expect(response.status).toBe(400);
    expect((await get("nonsense")).status).toBe(400);
  });

  test("what the store fails with is an error of the request, and told to onerror", async () => {
    const store = await openStore(backend);
    const { get, post, errors } = await initialized(store);
    await store.close();
    expect((await get("_GET_stream/unknown")).status).toBe(500);
    expect((await post({ jsonrpc: "2.0", id: 2, method: "ping" })).status).toBe(400);
    expect(errors).toMatchObject([{ code: "KEYED_STORE_CLOSED" }, { code: "KEYED_STORE_CLOSED" }]);
  });
});

async function startServer(
  backend: BackendName,
  directory: string,
  port: number,
  ...dies: string[]
): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const program = fileURLToPath(new URL("../children/mcp-server.mjs", import.meta.url));
  const child = fork(program, [backend, directory, String(port), ...dies]);
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  });
  const [listening] = await once(child, "message");
  return { child, port: Number(listening) };
}

/** A transport that a client has initialized, as a server without HTTP has it. */
async function initialized(store: StateStore): Promise<{
  readonly get: (lastEventId: string) => Promise<Response>;
  readonly post: (message: unknown) => Promise<Response>;
  readonly errors: unknown[];
}> {
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: () => "session",
    eventStore: createMcpEventStores(store).forSession("session"),
  });
  const errors: unknown[] = [];
  Object.assign(transport, {
    onerror: (error: Error) => void errors.push(error),
    onmessage: (message: { readonly id?: number }) => {
      if (message.id !== undefined) void transport.send({ jsonrpc: "2.0", id: message.id, result: {} });
    },
  });
  await transport.start();
  const headers = {
    accept: "application/json, text/event-stream",
    "content-type": "application/json",
    "mcp-session-id": "session",
    "mcp-protocol-version": "2025-11-25",
  };
  const post = (parsedBody: unknown): Promise<Response> =>
    transport.handleRequest(new Request("http://localhost/mcp", { method: "POST", headers }), { parsedBody });
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } };
  await (await post({ jsonrpc: "2.0", id: 1, method: "initialize", params })).text();
  return {
    post,
    get: (lastEventId) =>
      transport.handleRequest(
        new Request("http://localhost/mcp", { headers: { ...headers, "last-event-id": lastEventId } }),
      ),
    errors,
  };
}
