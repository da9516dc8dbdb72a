import type { FastifyRateLimitParams } from "./host-types.js";

/** Names for the counters of one limiter and of its routes, the same in all processes that run the same program. */
export interface Scopes {
  /** Of a registration of the plugin: `*`, then `*2`, … */
  root(): string;
  /** Of a route, its method and path; of a limiter without a route, its turn. */
  child(params: FastifyRateLimitParams): string;
}

/** Names that are not taken yet. */
export function createScopes(): Scopes {
  let roots = 0;
  let limiters = 0;
  return {
    root() {
      roots += 1;
      return roots === 1 ? "*" : `*${roots}`;
    },
    child({ routeInfo }) {
      if (typeof routeInfo?.url === "string") return `${String(routeInfo.method)}:${routeInfo.url}`;
      limiters += 1;
      return `#${limiters}`;
    },
  };
}
