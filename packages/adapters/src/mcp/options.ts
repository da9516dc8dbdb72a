import { checkOptions } from "@keyed-store/core";
import type { BoundedNamespaceOptions } from "../shared/bounded-namespace.js";
import { checkDuration } from "../shared/check-duration.js";

/** Where events are kept, how many, and how long. */
export interface McpEventsOptions extends Omit<BoundedNamespaceOptions, "overflow"> {
  /** The most events of all sessions together, a whole number from 1; over it, the oldest go. Default 10,000. */
  readonly maxEntries?: number | undefined;
  /** How long an event can be replayed, in milliseconds, a whole number from 1. Default one hour. */
  readonly ttlMs?: number | undefined;
}

/** The options, checked, and with what they leave out. */
export function parseMcpEventsOptions(
  options: unknown,
  operation: string,
): { readonly room: Readonly<Record<string, unknown>>; readonly ttlMs: number } {
  const names = ["owner", "namespace", "maxEntries", "ttlMs"];
  const { maxEntries = 10_000, ttlMs, ...place } = checkOptions(options, names, `${operation} options`, operation);
  return {
    room: { ...place, maxEntries, overflow: "evict-oldest" },
    ttlMs: checkDuration(ttlMs, "ttlMs", operation) ?? 3_600_000,
  };
}
