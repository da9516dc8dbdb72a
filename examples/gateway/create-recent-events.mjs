import { isKeyedStoreError } from "keyed-store";

const KEPT = 20;

/**
 * What a store told lately, the newest first; what happens again and again is there once, and counted.
 */
export function createRecentEvents() {
  /** @type {Map<string, { at: number, type: string, detail: string, count: number }>} */
  const kept = new Map();
  const keep = (/** @type {string} */ type, /** @type {string} */ detail, count = 1) => {
    const key = `${type} ${detail}`;
    const before = kept.get(key)?.count ?? 0;
    kept.delete(key);
    kept.set(key, { at: Date.now(), type, detail, count: before + count });
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
  };
  return {
    /** @param {import("keyed-store").StoreEvent} event */
    add(event) {
      const count = event.type === "evicted" ? event.count : event.type === "swept" ? event.removed : 1;
      keep(event.type, formatEventDetail(event), count);
    },
    /** @param {unknown} error */
    addFailure(error) {
      keep("failure", isKeyedStoreError(error) ? error.message : String(error));
    },
    list: () => [...kept.values()].reverse(),
  };
}

/**
 * What an event is about. No event has a stored value in it.
 *
 * @param {import("keyed-store").StoreEvent} event
 */
function formatEventDetail(event) {
  switch (event.type) {
    case "backend-selected":
      return `${event.selection.chosen}: ${event.selection.reason}`;
    case "evicted":
      return `the oldest of ${event.owner}/${event.namespace}, at the cap of the ${event.cap}`;
    case "near-full":
      return `${event.owner}${event.namespace === undefined ? "" : `/${event.namespace}`}, of ${event.maxEntries}`;
    case "over-committed":
      return `${event.owner}: ${event.committed} promised, ${event.maxEntries} allowed`;
    case "swept":
      return "expired entries";
    case "hand-over":
      return `to ${event.to}`;
    case "permission-warning":
      return event.message;
    case "checkpoint":
      return "the log, into the file";
  }
}
