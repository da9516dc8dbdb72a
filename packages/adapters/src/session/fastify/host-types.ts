/** What is taken of a session of the host: when its cookie ends. */
export interface FastifySession {
  readonly cookie?: { readonly expires?: unknown } | null | undefined;
}

/**
 * What @fastify/session takes as its `store`. `T` is the host's own type of a session, which is made of what it stores, and so is
 * the caller's word.
 */
export interface FastifySessionStore<T = FastifySession> {
  /** The session of an id; nothing where it is gone. */
  get(id: string, callback: (error: Error | null, session?: T | null) => void): void;
  /** Stores a session until its cookie ends, over whatever is there. */
  set(id: string, session: T, callback: (error?: Error | null) => void): void;
  /** Removes a session. */
  destroy(id: string, callback: (error?: Error | null) => void): void;
  /** Closes the store, if the adapter opened it. */
  close(): Promise<void>;
}
