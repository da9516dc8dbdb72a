import type fastifySession from "@fastify/session";
import {
  createExpressSessionStore,
  createFastifySessionStore,
  createKoaSessionStore,
  createReactRouterSessionStrategy,
  type StoreSource,
} from "@keyed-store/adapters/session";
import session from "express-session";
import type { Session as FastifySession } from "fastify";
import type { CreateSessionOptions } from "koa-session";
import type { SessionIdStorageStrategy } from "react-router";
import { expectTypeOf, it } from "vitest";

it("the adapters are what the hosts' own types ask for", () => {
  const express = (source: StoreSource) => createExpressSessionStore(source, { host: session });
  expectTypeOf(express).returns.toExtend<session.Store>();
  const fastify = (source: StoreSource) => createFastifySessionStore<FastifySession>(source);
  expectTypeOf(fastify).returns.toExtend<fastifySession.SessionStore>();
  expectTypeOf(createKoaSessionStore).returns.toExtend<NonNullable<CreateSessionOptions["store"]>>();
  const router = (source: StoreSource) => createReactRouterSessionStrategy<{ name?: string }>(source);
  expectTypeOf(router).returns.toExtend<Omit<SessionIdStorageStrategy<{ name: string }>, "cookie">>();
});
