import { checkOptions, invalidInputError } from "@keyed-store/core";
import { checkDuration } from "../shared/check-duration.js";
import { checkPlace, PLACE_OPTIONS, type Place, type PlaceOptions } from "../shared/check-place.js";
import { describeOption } from "../shared/describe-option.js";

/** Where events are kept, how many, and how long. */
export interface McpEventsOptions extends Omit<PlaceOptions, "maxEntries"> {
  /** The most events of all sessions together, a whole number from 1; over it, the oldest go. Default 10,000. */
  readonly maxEvents?: number | undefined;
  /** How long an event can be replayed, in milliseconds, a whole number from 1. Default one hour. */
  readonly ttlMs?: number | undefined;
}

/** {@link McpEventsOptions}, checked and whole, as `openKeyedStore` takes them. */
export interface EventsPlace extends Omit<Place, "overflow"> {
  readonly overflow: "evict-oldest";
  readonly defaultTtlMs: number;
}

/** The options, checked. */
export function parseMcpEventsOptions(options: unknown, operation: string): EventsPlace {
  const names = [...PLACE_OPTIONS.filter((name) => name !== "maxEntries"), "maxEvents", "ttlMs"];
  const checked = checkOptions(options, names, "MCP events options", operation);
  return {
    ...checkPlace(checked, { owner: "mcp", namespace: "events" }, operation),
    maxEntries: checkMaxEvents(checked["maxEvents"] ?? 10_000, operation),
    overflow: "evict-oldest",
    defaultTtlMs: checkDuration(checked["ttlMs"], "ttlMs", operation) ?? 3_600_000,
  };
}

function checkMaxEvents(maxEvents: unknown, operation: string): number {
  if (typeof maxEvents === "number" && Number.isSafeInteger(maxEvents) && maxEvents >= 1) return maxEvents;
  throw invalidInputError(
    operation,
    `maxEvents must be a whole number of at least 1, was ${describeOption(maxEvents)}.`,
  );
}
