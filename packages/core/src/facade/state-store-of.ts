import { checkOwner } from "../names.js";
import { checkOptions } from "../options.js";
import { explain } from "../queue/explain.js";
import { step } from "../queue/step.js";
import type { Selection } from "../selection.js";
import type { StateStore } from "../state-store.js";
import { ask } from "./ask.js";
import { backup } from "./backup.js";
import { limitOf } from "./check-call.js";
import { closer } from "./closer.js";
import type { OpenStore } from "./open-store.js";
import { openKeyedStore, openSyncKeyedStore } from "./open-stores.js";
import { ownerScopeOf } from "./owner-scope-of.js";
import { probe } from "./probe.js";
import { turn } from "./turn.js";

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
