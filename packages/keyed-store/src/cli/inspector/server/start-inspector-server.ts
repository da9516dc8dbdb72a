import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { getErrorCode } from "@keyed-store/core";
import { usageError } from "../../world/usage-error.js";
import type { InspectorContext } from "../api/api-operation.js";
import { assembleInspectorPage, type InspectorPage } from "./assemble-inspector-page.js";
import { findRefusalUnlessForThisServer } from "./find-request-refusal.js";
import { handleApiRequest } from "./handle-api-request.js";
import type { InspectorAccessTokens } from "./inspector-access-tokens.js";
import { sendJsonResponse, sendResponseHead } from "./send.js";

/** Enough for every tab of a person, and few enough that nobody can make the process run out of them. */
const MOST_CONNECTIONS = 64;

const TIMES = {
  headersTimeout: 5_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 8_192,
};

/** So long an answer that is under way may take when the server ends. */
const GRACE_MS = 2_000;

/** A port that is free for one address may be taken for the other. */
const PORTS_TRIED = 20;

/** A server that answers. */
export interface InspectorServer {
  readonly port: number;
  /** Ends all that goes on, and resolves when nothing does. */
  close(): Promise<void>;
}

/**
 * Answers on this machine's own addresses, 127.0.0.1 and ::1, and no others.
 *
 * @param port the port on both, or 0 for a free one
 * @throws `KEYED_STORE_INVALID_INPUT` the port is taken
 */
export async function startInspectorServer(
  context: InspectorContext,
  accessTokens: InspectorAccessTokens,
  port: number,
): Promise<InspectorServer> {
  const ending = new AbortController();
  const page = assembleInspectorPage();
  const answering = new Set<Promise<void>>();
  const create = (): Server => {
    const server = createServer(TIMES, (request, response) => {
      const answered = answer(request, response).finally(() => answering.delete(answered));
      answering.add(answered);
    });
    server.maxConnections = MOST_CONNECTIONS;
    return server;
  };
  const servers = await listenOnBothLoopbackAddresses(create, port);
  const bound = portOf(servers[0]);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A connection that breaks off is told of by the answer's end.
    request.on("error", () => undefined);
    const hurry = (): void => {
      if (!request.complete) request.destroy();
    };
    ending.signal.addEventListener("abort", hurry);
    response.on("close", () => ending.signal.removeEventListener("abort", hurry));
    const refusal = findRefusalUnlessForThisServer(request, bound);
    if (refusal !== undefined) {
      response.shouldKeepAlive = false;
      sendJsonResponse(response, refusal.status, { code: "REFUSED", message: refusal.message });
      return;
    }
    const [, name] = /^\/api\/([a-z]+)$/.exec(request.url ?? "") ?? [];
    if (name !== undefined)
      await handleApiRequest({ context, accessTokens, serverEndSignal: ending.signal }, name, request, response);
    else sendInspectorPage(page, request, response);
  }

  return {
    port: bound,
    async close() {
      ending.abort();
      const closed = servers.map((server) => once(server, "close"));
      for (const server of servers) server.close();
      for (const server of servers) server.closeIdleConnections();
      // Who does not read what it asked for cannot keep the process.
      await Promise.race([Promise.all(answering), setTimeout(GRACE_MS, undefined, { ref: false })]);
      for (const server of servers) server.closeAllConnections();
      await Promise.all(closed);
    },
  };
}

function sendInspectorPage(
  { html, securityPolicy }: InspectorPage,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.url !== "/") sendJsonResponse(response, 404, { code: "REFUSED", message: "There is nothing here." });
  else if (request.method !== "GET" && request.method !== "HEAD")
    sendJsonResponse(response, 405, { code: "REFUSED", message: "It takes GET." });
  else {
    sendResponseHead(response, 200, "text/html; charset=utf-8", { "content-security-policy": securityPolicy });
    response.end(request.method === "HEAD" ? undefined : html);
  }
}

async function listenOnBothLoopbackAddresses(create: () => Server, port: number): Promise<[Server, ...Server[]]> {
  for (let tried = 1; ; tried++) {
    const first = create();
    await startListening(first, "127.0.0.1", port);
    const second = create();
    try {
      await startListening(second, "::1", portOf(first));
      return [first, second];
    } catch (error) {
      const code = getErrorCode(error);
      if (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT") return [first];
      first.close();
      if (port !== 0 || tried === PORTS_TRIED) throw error;
    }
  }
}

async function startListening(server: Server, host: string, port: number): Promise<void> {
  server.listen({ host, port, exclusive: true });
  try {
    await once(server, "listening");
  } catch (cause) {
    if (port !== 0 && (getErrorCode(cause) === "EADDRINUSE" || getErrorCode(cause) === "EACCES"))
      throw usageError(`Port ${port} cannot be used on ${host}: take another one, or leave out --port.`, cause);
    throw cause;
  }
}

/** It listens on a port, so that its address is one of the network. */
const portOf = (server: Server): number => (server.address() as AddressInfo).port;
