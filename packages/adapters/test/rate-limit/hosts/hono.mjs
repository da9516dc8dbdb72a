import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { rateLimiter } from "hono-rate-limiter";

/**
 * Hono with a limit for each client, by the header `client`; `/fails` answers 503.
 *
 * @param {import("./serve.mjs").Limits} limits
 * @param {object} [options] more options of the host
 */
export async function start({ store, max, windowMs, onError }, options = {}) {
  const app = new Hono();
  app.use(
    rateLimiter({
      windowMs,
      limit: max,
      standardHeaders: "draft-7",
      keyGenerator: (context) => context.req.header("client") ?? "nobody",
      ...(store === undefined ? {} : { store }),
      ...options,
    }),
  );
  app.get("/fails", (context) => context.text("", 503));
  app.get("/", (context) => context.text("ok"));
  app.onError((error, context) => {
    onError?.(error);
    return context.text("", 500);
  });
  const server = await new Promise((/** @type {(server: import("node:http").Server) => void} */ resolve) => {
    const server = /** @type {import("node:http").Server} */ (
      serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => resolve(server))
    );
  });
  return {
    port: /** @type {import("node:net").AddressInfo} */ (server.address()).port,
    close: () =>
      /** @type {Promise<void>} */ (
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        })
      ),
  };
}
