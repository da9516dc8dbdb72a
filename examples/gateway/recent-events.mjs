import { isKeyedStoreError } from "keyed-store";

const KEPT = 20;

/**
 * The last events of a store, the newest first. The store tells no value in them.
 */
export function recentEvents() {
  /** @type {{ at: number, type: string, detail: string }[]} */
  const kept = [];
  const keep = (/** @type {string} */ type, /** @type {string} */ detail) => {
    kept.unshift({ at: Date.now(), type, detail });
    kept.length = Math.min(kept.length, KEPT);
  };
  return {
    /** @param {import("keyed-store").StoreEvent} event */
    add(event) {
      keep(event.type, detailOf(event));
    },
    /** @param {unknown} error */
    addFailure(error) {
      keep("failure", isKeyedStoreError(error) ? error.message : String(error));
    },
    list: () => [...kept],
  };
}

/** @param {import("keyed-store").StoreEvent} event */
function detailOf(event) {
  switch (event.type) {
    case "backend-selected":
      return `${event.selection.chosen}: ${event.selection.reason}`;
    case "evicted":
      return `${event.count} of ${event.owner}/${event.namespace}, at the cap of the ${event.cap}`;
    case "near-full":
      return `${event.owner}${event.namespace === undefined ? "" : `/${event.namespace}`}: ${event.entries} of ${event.maxEntries}`;
    case "over-committed":
      return `${event.owner}: ${event.committed} promised, ${event.maxEntries} allowed`;
    case "swept":
      return `${event.removed} expired${event.more ? ", more are left" : ""}`;
    case "hand-over":
      return `to ${event.to}`;
    case "permission-warning":
      return `${event.path}: ${event.message}`;
    case "checkpoint":
      return `${event.checkpointedFrames} of ${event.logFrames} pages moved from the log into the file`;
  }
}
