import "reflect-metadata";
import { Catch, Controller, Get, HttpException, Module } from "@nestjs/common";
import { APP_FILTER, APP_GUARD, NestFactory } from "@nestjs/core";
import { ThrottlerGuard, ThrottlerModule } from "@nestjs/throttler";

/**
 * NestJS with a limit for each client, by the header `client`.
 *
 * @param {import("./serve.mjs").Limits} limits
 * @param {{ blockDuration?: number }} [options] more options of the throttler
 */
export async function start({ store, max, windowMs, onError }, options = {}) {
  class Root {
    hit() {
      return "ok";
    }
  }
  const hit = Object.getOwnPropertyDescriptor(Root.prototype, "hit") ?? {};
  Get()(Root.prototype, "hit", hit);
  Controller()(Root);

  class Filter {
    /**
     * @param {unknown} error
     * @param {import("@nestjs/common").ArgumentsHost} host
     */
    catch(error, host) {
      const status = error instanceof HttpException ? error.getStatus() : 500;
      if (status === 500) onError?.(error);
      host.switchToHttp().getResponse().status(status).end();
    }
  }
  Catch()(Filter);

  class App {}
  Module({
    imports: [
      ThrottlerModule.forRoot({
        throttlers: [{ ttl: windowMs, limit: max, ...options }],
        getTracker: (request) => String(request["headers"]["client"] ?? "nobody"),
        ...(store === undefined ? {} : { storage: store }),
      }),
    ],
    controllers: [Root],
    providers: [
      { provide: APP_GUARD, useClass: ThrottlerGuard },
      { provide: APP_FILTER, useClass: Filter },
    ],
  })(App);

  const app = await NestFactory.create(App, { logger: false });
  await app.listen(0, "127.0.0.1");
  return {
    port: app.getHttpServer().address().port,
    close: async () => {
      app.getHttpServer().closeAllConnections();
      await app.close();
    },
  };
}
