import type { FastifyRateLimitParams } from "./host-types.js";

/** Names for the counters of one limiter and of its routes, the same in all processes that run the same program. */
export interface CounterScopeAllocator {
  /** Of a registration of the plugin: `*`, then `*2`, … */
  allocateForPlugin(): string;
  /** Of a route, its method and path; of a limiter without a route, its turn. */
  allocateForRoute(params: FastifyRateLimitParams): string;
}

/** Names that are not taken yet. */
export function createCounterScopeAllocator(): CounterScopeAllocator {
  let pluginCount = 0;
  let namelessLimiterCount = 0;
  return {
    allocateForPlugin() {
      pluginCount += 1;
      return pluginCount === 1 ? "*" : `*${pluginCount}`;
    },
    allocateForRoute({ routeInfo }) {
      if (typeof routeInfo?.url === "string") return `${String(routeInfo.method)}:${routeInfo.url}`;
      namelessLimiterCount += 1;
      return `#${namelessLimiterCount}`;
    },
  };
}
