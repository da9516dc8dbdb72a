import { randomUUID } from "node:crypto";
import { createExpressRateLimitStore } from "@keyed-store/adapters/rate-limit";
import { createExpressSessionStore } from "@keyed-store/adapters/session";
import express from "express";
import { rateLimit } from "express-rate-limit";
import session from "express-session";
import { openStateStore } from "keyed-store";
import { openCache } from "./cache.js";

/*
 * Sessions, a rate limit and a cache in one store. Any number of these servers on one directory act as one, and whoever is signed
 * in stays so over a restart or a crash.
 */

const store = await openStateStore({ directory: process.env.KEYED_STORE_DIR ?? "./state" });
const cache = openCache(store);
const sessions = createExpressSessionStore(store, { host: session });
sessions.on("error", (error) => console.error(`a session could not be kept: ${error.message}`));

const app = express();
app.use(
  session({
    store: sessions,
    secret: process.env.SESSION_SECRET ?? "only for a look at the example, never for users",
    resave: false,
    saveUninitialized: false,
    rolling: true, // the browser's cookie lives on with the session
    cookie: { maxAge: 30 * 60_000, sameSite: "lax" },
  }),
);

app.post("/login/:name", (request, response, next) => {
  // A real server asks for a password first.
  request.session.regenerate((error) => {
    if (error) return next(error);
    request.session.name = request.params.name;
    // Saved before it is answered: a session that could not be kept must not look like one.
    request.session.save((failure) => (failure ? next(failure) : response.json({ name: request.session.name })));
  });
});

app.get("/me", (request, response) => response.json({ name: request.session.name ?? null }));

app.post("/logout", (request, response, next) => {
  request.session.destroy((error) => (error ? next(error) : response.json({ name: null })));
});

app.get(
  "/quote",
  rateLimit({
    store: createExpressRateLimitStore(store, { namespace: "quotes-limit" }),
    windowMs: 10 * 60_000,
    limit: 5,
    standardHeaders: "draft-8",
  }),
  async (_request, response) => {
    const kept = await cache.get("today");
    if (kept !== undefined) return response.json({ quote: kept });
    const quote = `a quote that took long to find, ${randomUUID()}`;
    await cache.set("today", quote);
    response.json({ quote });
  },
);

const server = app.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () =>
  console.log(`listening on ${server.address().port}`),
);

process.once("SIGTERM", () => {
  server.close(() => store.close());
  server.closeIdleConnections();
});
