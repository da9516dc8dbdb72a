import express from "express";
import { rateLimit } from "express-rate-limit";

/**
 * Express with a limit for each client, by the header `client`; `/fails` answers 503.
 *
 * @param {import("./serve.mjs").Limits} limits
 * @param {object} [options] more options of the host
 */
export async function start({ store, max, windowMs, onError }, options = {}) {
  const app = express();
  app.use(
    rateLimit({
      windowMs,
      limit: max,
      standardHeaders: "draft-7",
      keyGenerator: (request) => request.get("client") ?? "nobody",
      ...(store === undefined ? {} : { store }),
      ...options,
    }),
  );
  app.get("/fails", (_request, response) => response.status(503).end());
  app.get("/", (_request, response) => response.end("ok"));
  app.use(
    (
      /** @type {unknown} */ error,
      /** @type {express.Request} */ _request,
      /** @type {express.Response} */ response,
      /** @type {express.NextFunction} */ _next,
    ) => {
      onError?.(error);
      response.status(500).end();
    },
  );
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
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
