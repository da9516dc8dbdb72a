import { createServer } from "node:http";
import express from "express";
import session from "express-session";
import { listen, SECRET } from "./routes.mjs";

/** @param {import("./routes.mjs").Settings} settings */
export async function start({ store, maxAgeMs, onError }) {
  const app = express();
  app.use(
    session({
      secret: SECRET,
      resave: false,
      saveUninitialized: false,
      rolling: true,
      ...(store === undefined ? {} : { store }),
      ...(maxAgeMs === undefined ? {} : { cookie: { maxAge: maxAgeMs } }),
    }),
  );
  app.get("/login", (request, response, next) => {
    request.session.regenerate((error) => {
      if (error) return next(error);
      Object.assign(request.session, { name: request.query["name"], at: new Date(0), nothing: undefined });
      // Saved before it is answered, as the host's page on logging in says: else a failure comes too late to be told.
      request.session.save((failure) => (failure ? next(failure) : response.end("in")));
    });
  });
  app.get("/me", (request, response) => {
    response.end(String(Reflect.get(request.session, "name") ?? "nobody"));
  });
  app.get("/logout", (request, response, next) => {
    request.session.destroy((error) => (error ? next(error) : response.end("out")));
  });
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
  return listen(createServer(app));
}
