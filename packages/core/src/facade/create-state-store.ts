import { submitExclusiveWork } from "../calls/submit-exclusive-work.js";
import { submitOperation } from "../calls/submit-operation.js";
import type { Selection } from "../contract/selection.js";
import type { StateStore } from "../contract/state-store.js";
import type { StoreContext } from "../handles/store-context.js";
import { prepareBackupWork } from "../operations/prepare-backup-work.js";
import { probeStore } from "../operations/probe-store.js";
import { createSingleCommandStep } from "../queue/operation-step.js";
import { toKeyedStoreError } from "../queue/to-keyed-store-error.js";
import { assertOwnerName } from "../validation/assert-names.js";
import { checkOptions } from "../validation/check-options.js";
import { parseOptionalPositiveInteger } from "../validation/parse-optional-positive-integer.js";
import { createCloseFunction } from "./create-close-function.js";
import { createOwnerScope } from "./create-owner-scope.js";
import { openKeyedStore, openSyncKeyedStore } from "./open-keyed-store.js";

/** Rows that one sweep removes. */
const SWEEP_LIMIT = 1_024;

/** The public face of an open store. */
export function createStateStore(store: StoreContext, selection: Selection): StateStore {
  const { backend } = store;
  const close = createCloseFunction(store);
  const stateStore: StateStore = {
    backend: backend.info,
    selection,
    databasePath: backend.databasePath,
    openKeyedStore: (options) => openKeyedStore(store, options),
    openSyncKeyedStore: (options) => openSyncKeyedStore(store, options),
    owner: (name) => createOwnerScope(store, parseOwnerName(store, name)),
    owners: () =>
      submitOperation(store, { operation: "owners" }, () =>
        createSingleCommandStep({ kind: "owners" }, (owners) => [...owners]),
      ),
    sweepExpired: (options) =>
      submitOperation(store, { operation: "sweepExpired" }, () => {
        const { limit } = checkOptions(options, ["limit"], "sweepExpired options", "sweepExpired");
        return createSingleCommandStep(
          { kind: "sweep", limit: parseOptionalPositiveInteger(limit, "limit", "sweepExpired") ?? SWEEP_LIMIT },
          (result) => result,
        );
      }),
    probe: () => probeStore(store),
    backup: (destination) => submitExclusiveWork(store, "backup", () => prepareBackupWork(store, destination)),
    flush: () => submitExclusiveWork(store, "flush", () => () => flushUnlessReadOnly(store)),
    close,
    [Symbol.asyncDispose]: close,
  };
  stores.set(stateStore, store);
  return stateStore;
}

const stores: WeakMap<object, StoreContext> = new WeakMap();

/** What is behind a `StateStore`; `undefined` for anything else. */
export function findContextOfStateStore(store: unknown): StoreContext | undefined {
  return typeof store === "object" && store !== null ? stores.get(store) : undefined;
}

function parseOwnerName(store: StoreContext, ownerName: string): string {
  try {
    assertOwnerName(ownerName, store.limits, "owner");
    return ownerName;
  } catch (error) {
    throw toKeyedStoreError(error, { operation: "owner" }, store.backend, false);
  }
}

/** A read-only store wrote nothing that could be brought to the disk. */
function flushUnlessReadOnly({ access, backend }: StoreContext): void | Promise<void> {
  if (access === "read-write") return backend.flush();
}
