import type {
  BackendProvider,
  KeyedStore,
  KeyedStoreOptions,
  OpenStateStoreOptions,
  StateStore,
  Storable,
  StoreEvent,
} from "@keyed-store/core";
import type { SuiteHost } from "../host/suite-host.js";
import type { BackendUnderTest, SqliteTools } from "../under-test/backend-under-test.js";
import type { StorePlace } from "../under-test/store-place.js";
import type { ManualClock } from "./manual-clock.js";

/** What a value of a test may be. */
export type Value = unknown;

/** The store options that a test may set: the harness settles the rest. */
export type StoreOptions = Partial<OpenStateStoreOptions>;

/** The namespace options that a test may set. Defaults: {@link OWNER}, {@link NAMESPACE}, 100 entries. */
export type NamespaceOptions<T> = Partial<KeyedStoreOptions<T>>;

/** The owner that tests use unless they say otherwise. */
export const OWNER = "owner";

/** The namespace that tests use unless they say otherwise. */
export const NAMESPACE = "namespace";

/** What one test works with: a place of its own, a clock, and handles of the kind that this run is about. */
export interface Harness {
  readonly backend: BackendUnderTest;
  /** Where all this runs. */
  readonly host: SuiteHost;
  /** One provider for the whole test: reopening with it finds the same data. */
  readonly provider: BackendProvider;
  /** Where the store is: empty when the test begins, and gone after it. */
  readonly place: StorePlace;
  /** The directory of that place. Not for a service, which has none: only with the need `directory` or `files`. */
  readonly directory: string;
  readonly clock: ManualClock;
  /** Whether {@link Harness.keyed} gives synchronous handles. */
  readonly synchronous: boolean;
  /** All that stores opened here told `onEvent`. */
  readonly events: readonly StoreEvent[];
  /** Opens a store in the place; again, for a second handle. It is closed after the test. */
  readonly open: (options?: StoreOptions) => Promise<StateStore>;
  /** A namespace of `store`, through the API that this run is about. */
  readonly keyed: <T extends Storable<T> = Value>(store: StateStore, options?: NamespaceOptions<T>) => KeyedStore<T>;
  /** A namespace of a store opened for it. */
  readonly openFresh: <T extends Storable<T> = Value>(
    options?: NamespaceOptions<T>,
    store?: StoreOptions,
  ) => Promise<KeyedStore<T>>;
  /** Has something done after the test, whatever became of it; the last asked for comes first. */
  readonly afterTest: (undo: () => unknown) => void;
  /** Direct access to the database file, while nothing has it open. Only with the need `sqlite`. */
  readonly sqlite: () => Promise<SqliteTools>;
  /** Puts `text` where the JSON of the entries of a key is stored, while nothing has the store open. Only with the need `damage`. */
  readonly damageValue: (store: StateStore, key: string, text: string) => Promise<void>;
}
