import { createServer } from "node:http";
import Koa from "koa";
import { createSession } from "koa-session";
import { listen, SECRET } from "./routes.mjs";

/** @param {import("./routes.mjs").Settings} settings */
export async function start({ store, maxAgeMs, onError }) {
  const app = new Koa();
  app.keys = [SECRET];
  app.silent = true;
  app.use(async (context, next) => {
    try {
      await next();
    } catch (error) {
      onError?.(error);
      context.status = 500;
      context.body = "";
    }
  });
  app.use(
    createSession({ maxAge: maxAgeMs ?? "session", rolling: true, ...(store === undefined ? {} : { store }) }, app),
  );
  app.use(async (/** @type {any} */ context) => {
    switch (context.path) {
      case "/login":
        context.session = { name: context.query["name"], at: new Date(0), nothing: undefined };
        context.body = "in";
        break;
      case "/me":
        context.body = String(context.session?.name ?? "nobody");
        break;
      case "/logout":
        context.session = null;
        context.body = "out";
        break;
    }
  });
  return listen(createServer(app.callback()));
}
