import type { StoreEvent } from "@keyed-store/core";
import { formatCount, formatInteger } from "../../output/numbers.js";
import { toPrintableText } from "../../output/to-printable-text.js";

/** What a store tells of, in a sentence in which nothing is hidden. */
export function formatStoreEvent(event: StoreEvent): string {
  switch (event.type) {
    case "backend-selected":
      return `${event.selection.chosen} opened the store`;
    case "evicted":
      return `${formatCount(event.count, "entry", "entries")} of ${toPrintableText(event.owner)}/${event.namespace} gone, since its ${event.cap} was full`;
    case "near-full":
      return `${toPrintableText(event.owner)}${event.namespace === undefined ? "" : `/${event.namespace}`} has ${formatInteger(event.entries)} of ${formatInteger(event.maxEntries)} entries`;
    case "over-committed":
      return `the namespaces of ${toPrintableText(event.owner)} may have ${formatInteger(event.committed)} entries together, the owner ${formatInteger(event.maxEntries)}`;
    case "swept":
      return `${formatCount(event.removed, "expired entry", "expired entries")} removed${event.more ? ", more are left" : ""}`;
    case "hand-over":
      return `the store was handed over to ${toPrintableText(event.to)}`;
    case "checkpoint":
      return `${formatInteger(event.checkpointedFrames)} of ${formatInteger(event.logFrames)} pages of the log moved into the database`;
    case "permission-warning":
      return toPrintableText(event.message);
  }
}
