import { turn } from "../calls/run-exclusive.js";
import { ask } from "../calls/submit.js";
import type { Selection } from "../contract/selection.js";
import type { StateStore } from "../contract/state-store.js";
import type { OpenStore } from "../handles/store-context.js";
import { backup } from "../operations/prepare-backup.js";
import { probe } from "../operations/probe.js";
import { step } from "../queue/operation-step.js";
import { explain } from "../queue/to-contract-error.js";
import { checkOwner } from "../validation/check-names.js";
import { checkOptions } from "../validation/check-options.js";
import { limitOf } from "../validation/check-positive-integer.js";
import { closer } from "./create-close.js";
import { ownerScopeOf } from "./create-owner-scope.js";
import { openKeyedStore, openSyncKeyedStore } from "./open-keyed-store.js";

/** Rows that one sweep removes. */
const SWEEP_LIMIT = 1_024;

/** The public face of an open store. */
export function stateStoreOf(store: OpenStore, selection: Selection): StateStore {
  const { backend } = store;
  const close = closer(store);
  const face: StateStore = {
    backend: backend.info,
    selection,
    databasePath: backend.databasePath,
    openKeyedStore: (options) => openKeyedStore(store, options),
    openSyncKeyedStore: (options) => openSyncKeyedStore(store, options),
    owner: (name) => ownerScopeOf(store, checkedOwner(store, name)),
    owners: () => ask(store, { operation: "owners" }, () => step({ kind: "owners" }, (owners) => [...owners])),
    sweepExpired: (options) =>
      ask(store, { operation: "sweepExpired" }, () => {
        const { limit } = checkOptions(options, ["limit"], "sweepExpired options", "sweepExpired");
        return step(
          { kind: "sweep", limit: limitOf(limit, "limit", "sweepExpired") ?? SWEEP_LIMIT },
          (result) => result,
        );
      }),
    probe: () => probe(store),
    backup: (destination) => turn(store, "backup", () => backup(store, destination)),
    flush: () => turn(store, "flush", () => () => flush(store)),
    close,
    [Symbol.asyncDispose]: close,
  };
  stores.set(face, store);
  return face;
}

const stores: WeakMap<object, OpenStore> = new WeakMap();

/** What is behind a `StateStore`; `undefined` for anything else. */
export function openStoreOf(store: unknown): OpenStore | undefined {
  return typeof store === "object" && store !== null ? stores.get(store) : undefined;
}

function checkedOwner(store: OpenStore, name: string): string {
  try {
    checkOwner(name, store.limits, "owner");
    return name;
  } catch (error) {
    throw explain(error, { operation: "owner" }, store.backend, false);
  }
}

/** A read-only store wrote nothing that could be brought to the disk. */
function flush({ access, backend }: OpenStore): void | Promise<void> {
  if (access === "read-write") return backend.flush();
}
