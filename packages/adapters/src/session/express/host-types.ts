/** What is taken of a session of the host: when its cookie ends. */
export interface ExpressSession {
  readonly cookie?: { readonly expires?: unknown } | null | undefined;
}

/** How the host is answered. */
export type ExpressSessionCallback<R = void> = (error: Error | null, value?: R) => void;

/** What is asked of the host's class of stores. */
export interface ExpressStoreBase {
  emit(event: "error", error: Error): boolean;
  listenerCount(event: "error"): number;
}

/** What is taken of the host: `import session from "express-session"`. `S` is its class of stores. */
export interface ExpressSessionHost<S> {
  readonly Store: abstract new (...options: never) => S;
}
