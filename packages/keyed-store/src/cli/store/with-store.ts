import {
  type Access,
  type OpenOptions,
  openStateStore,
  type ReadOnlyAccess,
  type ReadOnlyStateStore,
  type StateStore,
  type StoreEvent,
} from "@keyed-store/core";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { toPrintableText } from "../output/to-printable-text.js";
import type { GlobalOptions } from "../world/global-options.js";
import { usageError } from "../world/usage-error.js";

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

/** The directory that the command line or the environment names. */
export function resolveStoreDirectory(environment: CommandEnvironment, options: GlobalOptions): string {
  const directory = options.directory ?? environment.variables["KEYED_STORE_DIR"];
  if (directory === undefined || directory === "") {
    throw usageError("Say where the store is: --directory <path>, or the environment variable KEYED_STORE_DIR.");
  }
  return directory;
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
  return openStateStore({
    directory: resolveStoreDirectory(environment, options),
    fileName: options.file,
    backend: resolveBackendNames(environment, options),
    busyTimeoutMs: options.busyTimeout,
    access: accessOptions.access,
    allowUnsafeFileSystem: options.allowUnsafeFileSystem,
    limits: { maxEntriesPerOwner: Number.POSITIVE_INFINITY, ...(accessOptions.limits ?? GENEROUS_LIMITS) },
    clock: environment.now,
    onEvent(event) {
      printIfPermissionWarning(environment, event);
      onEvent(event);
    },
    providers: await environment.providers(),
  });
}

/** The backend or backends that the command line or the environment names, in the form of the `backend` option. */
export function resolveBackendNames(
  environment: CommandEnvironment,
  options: GlobalOptions,
): string | readonly string[] | undefined {
  const names = (options.backend ?? environment.variables["KEYED_STORE_BACKEND"])
    ?.split(",")
    .map((name) => name.trim());
  return names?.length === 1 ? names[0] : names;
}

function printIfPermissionWarning(environment: CommandEnvironment, event: StoreEvent): void {
  if (event.type !== "permission-warning") return;
  // A warning that cannot be shown must not fail the command.
  environment.stderr.write(`warning: ${toPrintableText(event.message)}\n`).catch(() => undefined);
}
