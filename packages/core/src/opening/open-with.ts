import type { Backend } from "../backend/backend.js";
import type { LoadedBackend } from "../backend/backend-provider.js";
import { tellerOf } from "../calls/create-safe-listener.js";
import type { StateStore } from "../contract/state-store.js";
import type { StoreEvent } from "../contract/store-event.js";
import { isKeyedStoreError, KeyedStoreError, withDetails } from "../errors/keyed-store-error.js";
import { stateStoreOf } from "../facade/create-state-store.js";
import type { OpenStore } from "../handles/store-context.js";
import { queueOf } from "../queue/get-commit-queue.js";
import type { Waiting } from "../queue/scheduler.js";
import { selectBackend } from "../selection/select-backend.js";
import { type OpenSettings, openSettings } from "./open-settings.js";
import { openWhenFree } from "./retry-while-busy.js";

type Tell = (event: StoreEvent) => void;

/** `openStateStore`, with time from outside. */
export async function openWith(options: unknown, waiting: Waiting): Promise<StateStore> {
  const settings = openSettings(options);
  const tell = tellerOf(settings.onEvent, "onEvent");
  const { backend, selection } = await selectBackend(settings.wanted, settings.trying, (loaded) =>
    open(loaded, settings, tell, waiting),
  );
  tell({ type: "backend-selected", databasePath: backend.databasePath, selection });
  return stateStoreOf(openStoreOn(backend, settings, tell, waiting), selection);
}

async function open(loaded: LoadedBackend, settings: OpenSettings, tell: Tell, waiting: Waiting): Promise<Backend> {
  const { name, capabilities } = loaded.info;
  const { directory, fileName, durability, access, strictPermissions, allowUnsafeFileSystem } = settings;
  const details = { operation: "open", backend: name, path: directory };
  if (settings.durabilityGiven && !capabilities.durability.includes(durability)) {
    const message = `The backend "${name}" does not offer durability: "${durability}".`;
    throw new KeyedStoreError("KEYED_STORE_UNSUPPORTED", message, details);
  }
  const given = { directory, fileName, durability, access, strictPermissions, allowUnsafeFileSystem, onEvent: tell };
  try {
    return await openWhenFree(() => loaded.open(given), settings.busyTimeoutMs, waiting);
  } catch (cause) {
    if (isKeyedStoreError(cause)) throw withDetails(cause, details);
    const message = `The backend "${name}" could not open the store, for a reason it does not know; see the cause.`;
    throw new KeyedStoreError("KEYED_STORE_OPEN_FAILED", message, { ...details, cause });
  }
}

function openStoreOn(backend: Backend, settings: OpenSettings, tell: Tell, waiting: Waiting): OpenStore {
  const { clock, busyTimeoutMs, limits, ownerOverflow, access } = settings;
  return {
    backend,
    queue: queueOf(backend, waiting),
    issuer: { clock, busyTimeoutMs, notify: tell, detached: new Set() },
    limits,
    ownerOverflow,
    access,
    tell,
    closed: undefined,
  };
}
