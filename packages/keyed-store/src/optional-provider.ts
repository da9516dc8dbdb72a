import { type BackendProvider, isError, KeyedStoreError, type StorePlaceKind } from "@keyed-store/core";
import { formatInstallCommand } from "@keyed-store/sqlite";

/** A backend that is a package of its own, installed only where it is wanted. */
export interface OptionalBackend {
  readonly name: string;
  readonly packageName: string;
  /** As of its provider; absent for files in a directory. */
  readonly place?: StorePlaceKind;
  /** What to type to have it. */
  readonly getInstallCommand: () => string;
  /**
   * Its provider, or an {@link createUnavailableProvider}. The import stands in a `try`, since bundlers then take it for one that may fail: a
   * package that is not installed is no error of theirs, and one that is goes into the bundle.
   */
  readonly load: () => Promise<BackendProvider>;
}

/** better-sqlite3, where its package is installed. */
export const NATIVE_BACKEND: OptionalBackend = {
  name: "native",
  packageName: "@keyed-store/backend-native",
  getInstallCommand: () =>
    formatInstallCommand(
      `@keyed-store/backend-native better-sqlite3${isNodeTooOldForNewestNativeAddon() ? "@12" : ""}`,
    ),
  load: async () => {
    try {
      return (await import("@keyed-store/backend-native")).nativeProvider();
    } catch (cause) {
      return createUnavailableProvider(NATIVE_BACKEND, cause);
    }
  },
};

/** Whether this Node is too old for the newest better-sqlite3, which calls Node-API 10 without asking for it. */
function isNodeTooOldForNewestNativeAddon(): boolean {
  return Number(process.versions["napi"] ?? 0) < 10;
}

/** `node:sqlite`, where its package is installed. */
export const NODE_BACKEND: OptionalBackend = {
  name: "node",
  packageName: "@keyed-store/backend-node",
  getInstallCommand: () => `${formatInstallCommand("@keyed-store/backend-node")} (on Node 24, or a late 22)`,
  load: async () => {
    try {
      return (await import("@keyed-store/backend-node")).nodeProvider();
    } catch (cause) {
      return createUnavailableProvider(NODE_BACKEND, cause);
    }
  },
};

/**
 * What stands in for a backend whose package could not be imported: a provider of the same name whose `check` says what to type; so
 * selection tells it like any other refusal.
 */
export function createUnavailableProvider(backend: Omit<OptionalBackend, "load">, cause: unknown): BackendProvider {
  const { name, place = "directory" } = backend;
  const refuse = (): never => {
    const details = { operation: "open", backend: name, cause };
    throw new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", describeMissingPackage(backend, cause), details);
  };
  return { name, place, check: refuse, load: refuse };
}

/** A provider that stands for a backend and becomes its provider when it is prepared. */
export function createProviderImportedInTurn({ name, load }: OptionalBackend): BackendProvider {
  const failUnprepared = (): never => {
    throw new Error(`The provider of the backend "${name}" is used before it is prepared.`);
  };
  const provider: BackendProvider = {
    name,
    prepare: async () => void Object.assign(provider, await load()),
    check: failUnprepared,
    load: failUnprepared,
  };
  return provider;
}

function describeMissingPackage(
  { packageName, getInstallCommand }: Omit<OptionalBackend, "load">,
  cause: unknown,
): string {
  // Node, test runners and bundlers differ in code and words, and agree that they name what they looked for, in quotes.
  const missing = new RegExp(`(find|resolve) (package |module |import )?['"]${packageName}['"]`);
  return isError(cause) && missing.test(cause.message)
    ? `The package ${packageName} is not installed; where it is wanted: ${getInstallCommand()}`
    : `The package ${packageName} is installed but could not be imported; to install it again: ${getInstallCommand()}`;
}
