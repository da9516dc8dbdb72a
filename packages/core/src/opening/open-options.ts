import type { BackendProvider } from "../backend/backend-provider.js";
import type { Access, Durability } from "../contract/backend-info.js";
import type { Clock } from "../contract/clock.js";
import type { Limits } from "../contract/limits.js";
import type { StoreEvent } from "../contract/store-event.js";

/** How a store is opened. */
export interface OpenOptions {
  /**
   * Where the state lives; created with mode 0700. Default: the environment variable `KEYED_STORE_DIR`. A backend that is a service
   * has none: where nothing else may be taken it is refused (KS-SEL-5).
   */
  readonly directory?: string | undefined;
  /** The database file in it. Default `"state.sqlite"`; refused where `directory` is. */
  readonly fileName?: string | undefined;
  /**
   * `"auto"`, the name of a provider, or an ordered list of names (KS-SEL-1). Default: the environment variable
   * `KEYED_STORE_BACKEND` (a name, or several with commas), else `"auto"`: the providers in their order, never memory or a service.
   */
  readonly backend?: string | readonly string[] | undefined;
  /**
   * Whether each backend is first tried in a process of its own, where it can be: so an addon that would end this process
   * is a refusal (KS-SEL-4). It takes as long as starting Node. Default `false`.
   */
  readonly tryApart?: boolean | undefined;
  /** What an acknowledged write survives: the death of the process, or the loss of power too (KS-DUR-1). Default `"process"`. */
  readonly durability?: Durability | undefined;
  /** `"read-only"` never creates a store and never changes an entry or the schema (KS-LIFE-4). Default `"read-write"`. */
  readonly access?: Access | undefined;
  /**
   * Where the engine runs. In a `"worker"` thread, waiting for the disk, a sweep or a great commit never holds up this
   * thread; a single operation takes longer by the way there and back, and `openSyncKeyedStore` is
   * `KEYED_STORE_UNSUPPORTED`. All stores on one backend share a thread, which ends after the last is closed, and keeps
   * no process alive but for the operations under way. Default `"main"`.
   */
  readonly thread?: "main" | "worker" | undefined;
  /**
   * The most memory, in bytes, for entries that were used lately, so that looking at them again reads no file; 0 for none. It changes no
   * answer (KS-ATOM-8). All openings of a file in one process share what the largest asks for. Default 4 MiB.
   */
  readonly cacheBytes?: number | undefined;
  /** Sizes and caps other than the defaults. */
  readonly limits?: Partial<Limits> | undefined;
  /** What a new entry does when its owner is full: be refused, or drop the owner's oldest evictable entry (KS-CAP-2). Default `"reject"`. */
  readonly ownerOverflow?: "reject" | "evict-oldest" | undefined;
  /** How long an operation, opening among them, waits for another process before it is `KEYED_STORE_BUSY`. Default 5000. */
  readonly busyTimeoutMs?: number | undefined;
  /** Fail where file modes cannot be as they should, instead of warning once (KS-SEC-1). Default `false`. */
  readonly strictPermissions?: boolean | undefined;
  /** Allow a network or cloud-synchronised file system, where locks may lie and a store may be damaged. Default `false`. */
  readonly allowUnsafeFileSystem?: boolean | undefined;
  /** Milliseconds since the epoch. Default `Date.now` as it was when the library was loaded: a faked `Date` does not move a store's time. */
  readonly clock?: Clock | undefined;
  /** Told what happens beside the results of operations. */
  readonly onEvent?: ((event: StoreEvent) => void) | undefined;
}

/** Marks options with which a store is opened to be read: it has the type of one that cannot be written to. */
export interface ReadOnlyAccess {
  /** The store is opened to be read. */
  readonly access: "read-only";
}

/** {@link OpenOptions} with the backends to choose from. */
export interface OpenStateStoreOptions extends OpenOptions {
  /** The backends to choose from, in the order in which `"auto"` tries them. */
  readonly providers: readonly BackendProvider[];
}
