import type { BoundedNamespaceOptions } from "../shared/bounded-namespace.js";

/**
 * Where sessions, verifications and counters are kept, and how many: by default all that come, in the namespace
 * `secondary-storage` of the owner `better-auth`. With `overflow: "evict-oldest"` a session may go before its time.
 */
export interface SecondaryStorageOptions extends BoundedNamespaceOptions {}
