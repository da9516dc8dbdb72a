import { Agent, type IncomingMessage, request } from "node:http";
import { json } from "node:stream/consumers";

/** What a gateway answered. */
export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** As sources do, it has so many requests under way at each gateway, and more wait for their turn. */
const connections = new Agent({ keepAlive: true, maxSockets: 32 });

/** Delivers a webhook. Rejects where nobody answers. */
export async function post(url: string, path: string, body: object): Promise<Reply> {
  return readReply(await send("POST", `${url}/${path}`, JSON.stringify(body)));
}

/** Reads a page of JSON. */
export async function get(url: string, path: string): Promise<Reply> {
  return readReply(await send("GET", `${url}/${path}`));
}

function send(method: string, url: string, body = ""): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { method, agent: connections }, resolve).on("error", reject).end(body);
  });
}

async function readReply(response: IncomingMessage): Promise<Reply> {
  const body: unknown = await json(response);
  if (typeof body !== "object" || body === null) throw new Error(`not an object: ${JSON.stringify(body)}`);
  return { status: response.statusCode ?? 0, body: Object.fromEntries(Object.entries(body)) };
}
