import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** A message that the agent was told. */
export interface Told {
  readonly what: string;
  readonly message: Readonly<Record<string, unknown>>;
}

/** The agent behind a gateway. */
export interface Agent {
  readonly url: string;
  /** All that it took, in order. */
  readonly told: readonly Told[];
  /** Decides whether it takes a message; at first it takes all. */
  takes: (told: Told) => boolean | Promise<boolean>;
}

/** Starts an agent; it ends with the test. */
export async function startAgent(): Promise<Agent> {
  const told: Told[] = [];
  const server = createServer(async (request, response) => {
    const message = await readMessage(request);
    if (message === undefined) return;
    const one = { what: request.url?.slice(1) ?? "", message };
    const taken = await agent.takes(one);
    if (taken) told.push(one);
    response.writeHead(taken ? 204 : 503).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  });
  const { port } = server.address() as AddressInfo; // it listens at a port
  const agent: Agent = { url: `http://127.0.0.1:${port}`, told, takes: () => true };
  return agent;
}

/** What it is told; nothing where the gateway was killed while it spoke. */
async function readMessage(request: IncomingMessage): Promise<Told["message"] | undefined> {
  const said = await text(request).catch(() => "");
  return request.complete ? JSON.parse(said) : undefined;
}
