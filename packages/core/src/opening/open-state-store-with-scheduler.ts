import type { Backend } from "../backend/backend.js";
import type { LoadedBackend } from "../backend/backend-provider.js";
import { createDeferredNonThrowingListener } from "../calls/create-deferred-non-throwing-listener.js";
import type { StateStore } from "../contract/state-store.js";
import type { StoreEvent } from "../contract/store-event.js";
import { isKeyedStoreError, KeyedStoreError, withMissingDetails } from "../errors/keyed-store-error.js";
import { createStateStore } from "../facade/create-state-store.js";
import type { StoreContext } from "../handles/store-context.js";
import { getOrCreateCommitQueue } from "../queue/get-or-create-commit-queue.js";
import type { Scheduler } from "../queue/scheduler.js";
import { isService } from "../selection/is-service.js";
import { selectBackend } from "../selection/select-backend.js";
import { openRetryingWhileBusy } from "./open-retrying-while-busy.js";
import { type FilePlace, NO_FILES } from "./parse-file-place.js";
import { type OpenSettings, parseOpenSettings } from "./parse-open-settings.js";
import { warnOverCommitted } from "./warn-over-committed.js";

type EmitEvent = (event: StoreEvent) => void;

/** `openStateStore` with an injected scheduler. */
export async function openStateStoreWithScheduler(options: unknown, scheduler: Scheduler): Promise<StateStore> {
  const settings = parseOpenSettings(options);
  const emit = createDeferredNonThrowingListener(settings.onEvent, "onEvent");
  const { backend, selection } = await selectBackend(settings.candidates, settings.trial, (loaded, provider) =>
    openBackend(loaded, isService(provider) ? NO_FILES : settings.place, settings, emit, scheduler),
  );
  emit({ type: "backend-selected", databasePath: backend.databasePath, selection });
  return createStateStore(createStoreContext(backend, settings, emit, scheduler), selection);
}

async function openBackend(
  loadedBackend: LoadedBackend,
  place: FilePlace,
  settings: OpenSettings,
  emit: EmitEvent,
  scheduler: Scheduler,
): Promise<Backend> {
  const { name, capabilities } = loadedBackend.info;
  const { durability, access, cacheBytes, strictPermissions, allowUnsafeFileSystem } = settings;
  const details = { operation: "open", backend: name, ...(place === NO_FILES ? {} : { path: place.directory }) };
  if (settings.isDurabilityExplicit && !capabilities.durability.includes(durability)) {
    const message = `The backend "${name}" does not offer durability: "${durability}".`;
    throw new KeyedStoreError("KEYED_STORE_UNSUPPORTED", message, details);
  }
  const backendOptions = {
    ...place,
    durability,
    access,
    cacheBytes,
    strictPermissions,
    allowUnsafeFileSystem,
    onEvent: emit,
  };
  try {
    return await openRetryingWhileBusy(() => loadedBackend.open(backendOptions), settings.busyTimeoutMs, scheduler);
  } catch (cause) {
    if (isKeyedStoreError(cause)) throw withMissingDetails(cause, details);
    const message = `The backend "${name}" could not open the store, for a reason it does not know; see the cause.`;
    throw new KeyedStoreError("KEYED_STORE_OPEN_FAILED", message, { ...details, cause });
  }
}

function createStoreContext(
  backend: Backend,
  settings: OpenSettings,
  emit: EmitEvent,
  scheduler: Scheduler,
): StoreContext {
  const { clock, busyTimeoutMs, limits, ownerOverflow, access } = settings;
  return {
    backend,
    queue: getOrCreateCommitQueue(backend, scheduler),
    client: { clock, busyTimeoutMs, notify: emit, operationsOutsideQueue: new Set() },
    limits,
    ownerOverflow,
    access,
    emit: settings.onEvent === undefined ? warnOverCommitted : emit,
    closings: new Set(),
    closedMessage: undefined,
  };
}
