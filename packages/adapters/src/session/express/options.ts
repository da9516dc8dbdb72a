import type { SessionStoreOptions } from "../records/session-options.js";
import type { ExpressSessionHost } from "./host-types.js";

/** The host, and where its sessions are kept. */
export interface ExpressSessionStoreOptions<S> extends SessionStoreOptions {
  /** The host's module: `import session from "express-session"`. The store extends its `Store`. */
  readonly host: ExpressSessionHost<S>;
}
