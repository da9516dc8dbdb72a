import type fastifyRateLimit from "@fastify/rate-limit";
import {
  createExpressRateLimitStore,
  createFastifyRateLimitStore,
  createFlexibleRateLimiter,
  createHonoRateLimitStore,
  createNestThrottlerStorage,
} from "@keyed-store/adapters/rate-limit";
import type { ThrottlerStorage } from "@nestjs/throttler";
import type { Options as ExpressOptions, Store as ExpressStore } from "express-rate-limit";
import type { Store as HonoStore } from "hono-rate-limiter";
import * as host from "rate-limiter-flexible";
import { expectTypeOf, it } from "vitest";

it("the adapters are what the hosts' own types ask for", () => {
  expectTypeOf(createExpressRateLimitStore).returns.toExtend<ExpressStore>();
  expectTypeOf<ExpressOptions>().toExtend<Parameters<ReturnType<typeof createExpressRateLimitStore>["init"]>[0]>();
  expectTypeOf(createHonoRateLimitStore).returns.toExtend<HonoStore>();
  expectTypeOf(createFastifyRateLimitStore).returns.toExtend<fastifyRateLimit.FastifyRateLimitStoreCtor>();
  expectTypeOf(createNestThrottlerStorage).returns.toExtend<ThrottlerStorage>();
  const create = (source: Parameters<typeof createFlexibleRateLimiter>[0]) =>
    createFlexibleRateLimiter(source, {
      namespace: "api",
      host,
      limiter: { points: 1, duration: 1, blockDuration: 5 },
    });
  expectTypeOf(create).returns.toExtend<host.RateLimiterStoreAbstract>();
});

it("a namespace must be given, and a limiter its options", () => {
  // @ts-expect-error two limiters without a namespace would count together
  expectTypeOf(createHonoRateLimitStore).toBeCallableWith(null as never, {});
  // @ts-expect-error
  expectTypeOf(createHonoRateLimitStore).toBeCallableWith(null as never, { namespace: "api", failOpen: true });
});
