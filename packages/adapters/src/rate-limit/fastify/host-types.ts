/** What @fastify/rate-limit says of a limiter when it makes its store, though its types do not tell. */
export interface FastifyRateLimitParams {
  /** Whether each hit over the limit begins the window anew. */
  readonly continueExceeding?: boolean | undefined;
  /** Whether each hit over the limit doubles the window. */
  readonly exponentialBackoff?: boolean | undefined;
  /** The route that has a limit of its own. */
  readonly routeInfo?: { readonly method?: unknown; readonly url?: unknown } | undefined;
}

/** How @fastify/rate-limit is answered. */
export type FastifyRateLimitCallback = (error: Error | null, result?: { current: number; ttl: number }) => void;

/** The store of a limiter, or of a route with a limit of its own. */
export interface FastifyRateLimitStore {
  /** Counts a hit, and says how many there are and for how many milliseconds they count. */
  incr(key: string, callback: FastifyRateLimitCallback, timeWindow: number, max: number): void;
  /** The same without a hit. */
  read(key: string, callback: FastifyRateLimitCallback): void;
  /** The store of a route. */
  child(params: object): FastifyRateLimitStore;
}

/** What @fastify/rate-limit takes as its `store`. */
export interface FastifyRateLimitStoreClass {
  new (params: object): FastifyRateLimitStore;
  /** Closes the store, if the adapter opened it. */
  close(): Promise<void>;
}
