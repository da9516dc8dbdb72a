import {
  type BackendProvider,
  type Durability,
  hostGlobals,
  type JsonValue,
  openStateStore,
  type StateStore,
} from "@keyed-store/core";
import { type FullNamespace, openFullNamespace } from "./full-namespace.js";
import { createIndexGenerator } from "./shapes.js";

/** What is to be measured, and where. */
export interface BenchStoresOptions {
  readonly provider: BackendProvider;
  /** An empty directory; whoever gives it deletes it. */
  readonly directory: string;
  /** Live entries of each store. */
  readonly entries: number;
  /** As `openStateStore` takes it. */
  readonly durability?: Durability;
  /** As `openStateStore` takes it. */
  readonly cacheBytes?: number;
  /** Owners among which the entries are spread. Default 1. */
  readonly owners?: number;
  /** Namespaces of each owner among which its entries are spread. Default 1. */
  readonly namespaces?: number;
}

/**
 * Stores of one size on one backend. Operations that would be in each other's way get files of their own, so that a file
 * has just as many entries as is said.
 */
export interface BenchStores {
  readonly synchronous: boolean;
  readonly persistent: boolean;
  readonly entries: number;
  /** Whose keys are driven out by new ones; which namespace is drawn anew at each call. */
  readonly openChangingKeys: () => Promise<() => FullNamespace>;
  /** Whose keys stay the same. */
  readonly openFixedKeys: () => Promise<() => FullNamespace>;
  /** Whose keys stay the same, and whose values are numbers. */
  readonly openNumbers: () => Promise<() => FullNamespace>;
  /** The store of those that stay, for what is no matter of one namespace. */
  readonly openFixedKeysStore: () => Promise<StateStore>;
  /** Opens a store that is full and that nobody has open. */
  readonly reopenFullStore: () => Promise<StateStore>;
  /** Lets time pass for all stores. */
  readonly passTime: (ms: number) => void;
  readonly close: () => Promise<void>;
}

/** Where operations of one size and backend are measured. Stores are made when first asked for. */
export async function openBenchStores(options: BenchStoresOptions): Promise<BenchStores> {
  const { provider, directory, entries, durability, cacheBytes, owners = 1, namespaces = 1 } = options;
  let passed = 0;
  const stores = new Map<string, Promise<StateStore>>();
  const namespacesOf = new Map<string, Promise<() => FullNamespace>>();

  const createStore = (name: string) => {
    return openStateStore({
      directory: `${directory}/${name}`,
      providers: [provider],
      backend: provider.name,
      durability,
      cacheBytes,
      limits: { maxEntriesPerOwner: Number.POSITIVE_INFINITY },
      clock: () => hostGlobals.dateNow() + passed,
    });
  };
  const openStore = (name: string) => getOrCreate(stores, name, () => createStore(name));
  const openFilled = (name: string, createValue?: (index: number) => JsonValue) =>
    getOrCreate(namespacesOf, name, async () => {
      const all: FullNamespace[] = [];
      const share = Math.max(1, Math.round(entries / (owners * namespaces)));
      for (let owner = 0; owner < owners; owner++)
        for (let space = 0; space < namespaces; space++)
          all.push(
            await openFullNamespace(
              await openStore(name),
              share,
              { owner: `owner-${owner}`, namespace: `space-${space}` },
              createValue,
            ),
          );
      return createNamespacePicker(all);
    });

  const { capabilities } = (await openStore("standing")).backend;
  return {
    synchronous: capabilities.synchronous,
    persistent: capabilities.persistent,
    entries,
    openChangingKeys: () => openFilled("turning"),
    openFixedKeys: () => openFilled("standing"),
    openNumbers: () => openFilled("counting", (index) => index),
    openFixedKeysStore: () => openStore("standing"),
    reopenFullStore: async () => {
      if (!namespacesOf.has("again")) {
        await openFilled("again");
        await (await openStore("again")).close();
        stores.delete("again");
      }
      return createStore("again");
    },
    passTime: (ms) => {
      passed += ms;
    },
    close: async () => {
      for (const each of stores.values()) await (await each).close();
    },
  };
}

function getOrCreate<T>(promisesByName: Map<string, Promise<T>>, name: string, create: () => Promise<T>): Promise<T> {
  const found = promisesByName.get(name) ?? create();
  promisesByName.set(name, found);
  return found;
}

function createNamespacePicker(namespaces: readonly FullNamespace[]): () => FullNamespace {
  const [only] = namespaces;
  if (only === undefined) throw new RangeError("there must be a namespace");
  if (namespaces.length === 1) return () => only;
  const number = createIndexGenerator(namespaces.length);
  return () => namespaces[number()] ?? only;
}
