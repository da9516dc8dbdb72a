import type { OpfsDirectory } from "./opfs-directory.js";
import type { WebLocks } from "./web-locks.js";

/** What the library asks of a browser. What is optional is missing on some pages, in some browsers or workers. */
export interface BrowserGlobals {
  readonly isSecureContext?: boolean;
  readonly Worker?: unknown;
  readonly BroadcastChannel?: unknown;
  readonly navigator?: {
    readonly userAgent?: string;
    readonly locks?: WebLocks;
    readonly storage?: {
      getDirectory?(): Promise<OpfsDirectory>;
      persist?(): Promise<boolean>;
    };
  };
}

/** The browser that this runs in. Described here, since the types of the whole platform would reach every package that imports this one. */
export const browserGlobals: BrowserGlobals = globalThis;
