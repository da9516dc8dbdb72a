import {
  type Access,
  type BackendProvider,
  type OpenOptions,
  openStateStore,
  type ReadOnlyAccess,
  type ReadOnlyStateStore,
  type StateStore,
  type StoreEvent,
} from "@keyed-store/core";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { SERVICE_BACKEND } from "../environment/service-location.js";
import { toPrintableText } from "../output/to-printable-text.js";
import type { GlobalOptions } from "../world/global-options.js";
import { findServiceLocation, resolveBackendNames, resolveStoreDirectory } from "./store-location.js";

/**
 * Sizes beyond what any program should need: the limits of the program that owns the data are not known here, and what
 * it could write must be readable, and what was exported importable. The number of entries is not limited.
 */
export const GENEROUS_LIMITS: OpenOptions["limits"] = {
  maxKeyBytes: 65_536,
  maxNamespaceBytes: 65_536,
  maxValueBytes: 64 * 1024 * 1024,
  maxDepth: 1000,
};

/** How a command uses the store. */
export interface StoreAccessOptions {
  readonly access: Access;
  /** Refuse a missing store instead of creating it, although the access is read-write. */
  readonly mustExist?: boolean;
  /** Default {@link GENEROUS_LIMITS}. */
  readonly limits?: OpenOptions["limits"];
}

/** Opens the store that the command line names, lets `work` use it, and closes it whatever happens. */
export function withStore<R>(
  environment: CommandEnvironment,
  options: GlobalOptions,
  accessOptions: StoreAccessOptions & ReadOnlyAccess,
  work: (store: ReadOnlyStateStore) => Promise<R>,
): Promise<R>;
export function withStore<R>(
  environment: CommandEnvironment,
  options: GlobalOptions,
  accessOptions: StoreAccessOptions,
  work: (store: StateStore) => Promise<R>,
): Promise<R>;
export async function withStore<R>(
  environment: CommandEnvironment,
  options: GlobalOptions,
  accessOptions: StoreAccessOptions,
  work: (store: StateStore) => Promise<R>,
): Promise<R> {
  const store = await openCommandStore(environment, options, accessOptions);
  const result = await work(store).catch(async (error: unknown) => {
    // The first error is the one to tell.
    await store.close().catch(() => undefined);
    throw error;
  });
  await store.close();
  return result;
}

/** Opens the store that the command line names. Whoever opens it closes it. */
export async function openCommandStore(
  environment: CommandEnvironment,
  options: GlobalOptions,
  accessOptions: StoreAccessOptions,
  onEvent: (event: StoreEvent) => void = () => undefined,
): Promise<StateStore> {
  if (accessOptions.mustExist === true)
    await withStore(environment, options, { access: "read-only" }, async () => undefined);
  const backend = resolveBackendNames(environment, options);
  return openStateStore({
    directory: backend === SERVICE_BACKEND ? options.directory : resolveStoreDirectory(environment, options),
    fileName: options.file,
    backend,
    busyTimeoutMs: options.busyTimeout,
    access: accessOptions.access,
    allowUnsafeFileSystem: options.allowUnsafeFileSystem,
    limits: { maxEntriesPerOwner: Number.POSITIVE_INFINITY, ...(accessOptions.limits ?? GENEROUS_LIMITS) },
    clock: environment.now,
    onEvent(event) {
      printIfPermissionWarning(environment, event);
      onEvent(event);
    },
    providers: await listProviders(environment, options),
  });
}

/** The backends to choose from, with the one on a server where it is asked for. */
export async function listProviders(
  environment: CommandEnvironment,
  options: GlobalOptions,
): Promise<readonly BackendProvider[]> {
  const service = findServiceLocation(environment, options);
  const providers = await environment.providers();
  return service === undefined ? providers : [...providers, await environment.createServiceProvider(service)];
}

function printIfPermissionWarning(environment: CommandEnvironment, event: StoreEvent): void {
  if (event.type !== "permission-warning") return;
  // A warning that cannot be shown must not fail the command.
  environment.stderr.write(`warning: ${toPrintableText(event.message)}\n`).catch(() => undefined);
}
