import { type BackendProvider, KeyedStoreError } from "@keyed-store/core";
import { installCommand } from "@keyed-store/sqlite";

/** A backend that is a package of its own, installed only where it is wanted. */
export interface OptionalBackend {
  readonly name: string;
  readonly packageName: string;
  /** What to type to have it. */
  readonly install: () => string;
  readonly load: () => Promise<BackendProvider>;
}

/** better-sqlite3, where its package is installed. */
export const NATIVE: OptionalBackend = {
  name: "native",
  packageName: "@keyed-store/backend-native",
  install: () => installCommand(`@keyed-store/backend-native better-sqlite3${needsOlderAddon() ? "@12" : ""}`),
  load: async () => (await import("@keyed-store/backend-native")).nativeProvider(),
};

/** Whether this Node is too old for the newest better-sqlite3, which calls Node-API 10 without asking for it. */
function needsOlderAddon(): boolean {
  return Number(process.versions["napi"] ?? 0) < 10;
}

/** `node:sqlite`, where its package is installed. */
export const NODE: OptionalBackend = {
  name: "node",
  packageName: "@keyed-store/backend-node",
  install: () => `${installCommand("@keyed-store/backend-node")} (on Node 24, or a late 22)`,
  load: async () => (await import("@keyed-store/backend-node")).nodeProvider(),
};

/**
 * The provider of a backend that is an optional peer. Where its package is not installed, the answer is a provider of the
 * same name whose `check` says what to type; so selection tells it like any other refusal.
 */
export async function optionalProvider(backend: OptionalBackend): Promise<BackendProvider> {
  try {
    return await backend.load();
  } catch (cause) {
    return absentProvider(backend, cause);
  }
}

function absentProvider(backend: OptionalBackend, cause: unknown): BackendProvider {
  const { name } = backend;
  const refuse = (): never => {
    const details = { operation: "open", backend: name, cause };
    throw new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", reasonOf(backend, cause), details);
  };
  return { name, check: refuse, load: refuse };
}

function reasonOf({ packageName, install }: OptionalBackend, cause: unknown): string {
  const missing = cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND";
  return missing && cause.message.includes(`'${packageName}'`)
    ? `The package ${packageName} is not installed; where it is wanted: ${install()}`
    : `The package ${packageName} is installed but could not be imported; to install it again: ${install()}`;
}
