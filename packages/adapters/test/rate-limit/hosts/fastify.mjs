import limiter from "@fastify/rate-limit";
import fastify from "fastify";

/**
 * Fastify with a limit for each client, by the header `client`; `/own` has a limit of its own, of 2.
 *
 * @param {import("./serve.mjs").Limits} limits
 * @param {object} [options] more options of the host
 */
export async function start({ store, max, windowMs, onError }, options = {}) {
  const app = fastify();
  await app.register(limiter, {
    timeWindow: windowMs,
    max,
    keyGenerator: (request) => String(request.headers["client"] ?? "nobody"),
    ...(store === undefined ? {} : { store }),
    ...options,
  });
  app.get("/", () => "ok");
  app.get("/own", { config: { rateLimit: { max: 2 } } }, () => "ok");
  app.setErrorHandler((error, _request, reply) => {
    const status = /** @type {{ statusCode?: number }} */ (error).statusCode ?? 500;
    if (status === 500) onError?.(error);
    return reply.code(status).send("");
  });
  await app.listen({ port: 0, host: "127.0.0.1", listenTextResolver: () => "" });
  return {
    port: /** @type {import("node:net").AddressInfo} */ (app.server.address()).port,
    close: async () => {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}
