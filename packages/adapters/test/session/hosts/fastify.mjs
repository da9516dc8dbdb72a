import cookie from "@fastify/cookie";
import session from "@fastify/session";
import fastify from "fastify";
import { SECRET } from "./routes.mjs";

/** @param {import("./routes.mjs").Settings} settings */
export async function start({ store, maxAgeMs, onError }) {
  const app = fastify();
  await app.register(cookie);
  await app.register(session, {
    secret: SECRET,
    saveUninitialized: false,
    cookie: { secure: false, ...(maxAgeMs === undefined ? {} : { maxAge: maxAgeMs }) },
    ...(store === undefined ? {} : { store }),
  });
  app.route({
    method: "GET",
    url: "/login",
    handler: async (request) => {
      await request.session.regenerate();
      const { name } = /** @type {{ name: string }} */ (request.query);
      Object.assign(request.session, { name, at: new Date(0), nothing: undefined });
      return "in";
    },
  });
  app.get("/me", (request) => String(Reflect.get(request.session, "name") ?? "nobody"));
  app.route({
    method: "GET",
    url: "/logout",
    handler: async (request) => {
      await request.session.destroy();
      return "out";
    },
  });
  app.setErrorHandler((error, _request, reply) => {
    onError?.(error);
    return reply.code(500).send("");
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
