import { createServer } from "node:http";
import { createMemorySessionStorage, createSessionStorage } from "react-router";
import { listen, SECRET } from "./routes.mjs";

/** @param {import("./routes.mjs").Settings} settings */
export async function start({ store, maxAgeMs, onError }) {
  const cookie = {
    name: "__session",
    secrets: [SECRET],
    httpOnly: true,
    ...(maxAgeMs === undefined ? {} : { maxAge: maxAgeMs / 1000 }),
  };
  const storage =
    store === undefined ? createMemorySessionStorage({ cookie }) : createSessionStorage({ cookie, ...store });

  /**
   * @param {URL} url
   * @param {string | undefined} header
   * @returns {Promise<[body: string, cookie?: string]>}
   */
  async function answer(url, header) {
    const session = await storage.getSession(header);
    switch (url.pathname) {
      case "/login":
        session.set("name", url.searchParams.get("name"));
        session.set("at", new Date(0));
        return ["in", await storage.commitSession(session)];
      case "/logout":
        return ["out", await storage.destroySession(session)];
      default:
        return session.has("name") ? [String(session.get("name")), await storage.commitSession(session)] : ["nobody"];
    }
  }

  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   */
  async function handle(request, response) {
    try {
      const [body, cookie] = await answer(new URL(request.url ?? "/", "http://localhost"), request.headers.cookie);
      if (cookie !== undefined) response.setHeader("Set-Cookie", cookie);
      response.end(body);
    } catch (error) {
      onError?.(error);
      response.writeHead(500).end();
    }
  }

  return listen(createServer((request, response) => void handle(request, response)));
}
